import type { Series } from '../pathway/lookup';
import type { EnrolmentState, TrackState } from '../words/state';
import type { Instant, LocalDate } from '../words/time';

/** How far each series has come, and when each instrument was last asked. */
export type Progress = Pick<EnrolmentState, 'openedThrough' | 'askedOn'>;

/** One series with the next day (since 1970) on which it asks; null when it asks no more. */
export type Candidate = Series & { track: TrackState; entered: number; reachable: number; day: number | null };

export type Occurrence = {
  key: string;
  checkIn: string;
  ask: string[];
  opensAt: Instant;
  closesAt: Instant;
  /** Safety check-ins only: unanswered by then, somebody rings. */
  callAt?: Instant | null;
  /** See OpenCheckIn. */
  deferredFrom?: string;
};

/** Everything that falls on one date. `occurrence` is null when all of it is passed over (paused, or scored lately). */
export type Opening = { date: LocalDate; opensAt: Instant; series: string[]; occurrence: Occurrence | null };

/**
 * What opens next, one after the other, kept from step to step: it holds while nothing that it was made from is replaced.
 * What opens as foreseen is taken from its front.
 */
export type Agenda = {
  madeFrom: readonly unknown[];
  /** Scores that would make a question needless. */
  watched: readonly string[];
  openings: Opening[];
  /** How far the series have come with the last of the openings. */
  progress: Progress;
  candidates: Candidate[];
};
