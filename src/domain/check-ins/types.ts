import type { Series } from '../pathway/lookup';
import type { MedicineWatch } from '../pathway/types';
import type { EnrolmentState, OpenCheckIn, TrackState } from '../words/state';
import type { Instant, LocalDate } from '../words/time';

/** How far each series has come, and when each instrument was last asked. */
export type Progress = Pick<EnrolmentState, 'openedThrough' | 'askedOn'>;

/** Asked because a medicine is taken, whatever the stages ask. */
export type WatchUse = { checkIn: string; watch: MedicineWatch };

/** One series with the next day (since 1970) on which it asks; null when it asks no more. */
export type Candidate = Omit<Series, 'use'> & {
  use: Series['use'] | WatchUse;
  track: TrackState;
  entered: number;
  reachable: number;
  day: number | null;
};

/**
 * Everything that falls on one date: as it will stand in the state from then on, or null when all of it is passed over
 * (paused, or scored lately).
 */
export type Opening = { date: LocalDate; opensAt: Instant; series: string[]; occurrence: OpenCheckIn | null };

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
