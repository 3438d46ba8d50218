import type { Instant } from '../domain/words/time';

/** Where a demonstration clock is to go; `advanceMs: 0` means: carry out what is due now, then answer. */
export type ClockTarget = { advanceMs: number } | { at: Instant } | 'next-event';

/** `instants` were walked, and so many repeats of exhausted ladders were folded into one. */
export type Walked = { now: Instant; instants: number; folded: number };

/** Resolves once everything due up to the target is carried out; one walk at a time per clinic. */
export type WalkClock = (clinicId: string, target: ClockTarget) => Promise<Walked>;
