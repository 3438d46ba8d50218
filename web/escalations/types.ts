import type { Escalation, Escalations, Resolution } from '../api/generated/types.gen';

/** As whoever may see patients is told of it. */
export type Item = Extract<Escalation, { person: unknown }>;
/** Others are told that there is one, and no more. */
export type AnyItem = Escalation;
export type Items = Escalations;

export type Source = NonNullable<Item['source']>;
export type Outcome = Resolution['signals'][number]['outcome'];

/** Whose items are listed. */
export type Whose = 'mine' | 'team' | 'all';
