import type { Escalation, Escalations, OpenedEscalation, Resolution } from '../api/generated/types.gen';

/** As whoever may see patients is told of it. */
export type Item = Extract<Escalation, { person: unknown }>;
/** Others are told that there is one, and no more. */
export type AnyItem = Escalation;
/** One that is looked at by itself: with who else has it open. */
export type AnyOpened = OpenedEscalation;
export type Opened = Extract<OpenedEscalation, { person: unknown }>;
export type Items = Escalations;

export type Source = NonNullable<Item['source']>;
export type Outcome = Resolution['signals'][number]['outcome'];

/** Whose items are listed. */
export type Whose = 'mine' | 'team' | 'all';
