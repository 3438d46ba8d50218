import type { Escalation, Escalations, Resolution } from '../api/generated/types.gen';

/** As whoever may see patients is told of it. */
export type Item = Extract<Escalation, { person: unknown }> & Coming;
type Right = { may: boolean; why: string | null };
/** Until the routes say it of themselves. */
type Coming = {
  outcomes: { outcome: Outcome; words: string; hint: string | null }[];
  noContact: { step: string; words: string; why: string | null; doneAt: string | null; by: string | null }[] | null;
  may: { handOver?: Right; snooze?: Right };
};
/** Others are told that there is one, and no more. */
export type AnyItem = Item | Exclude<Escalation, { person: unknown }>;
export type Items = Omit<Escalations, 'items'> & { items: AnyItem[] };

export type Source = NonNullable<Item['source']>;
export type Outcome = Resolution['signals'][number]['outcome'];

/** Whose items are listed. */
export type Whose = 'mine' | 'team' | 'all';
