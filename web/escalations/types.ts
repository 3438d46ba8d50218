import type { Escalation, Escalations } from '../api/generated/types.gen';

/** As whoever may see patients is told of it. */
export type Item = Extract<Escalation, { person: unknown }>;
/** Others are told that there is one, and no more. */
export type AnyItem = Escalation;
export type Items = Escalations;

export type Source = NonNullable<Item['source']>;
