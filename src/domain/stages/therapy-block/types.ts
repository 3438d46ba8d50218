import type { Instant } from '../../words/time';
import type { Evaluation, Judged, StageBase } from '../base';

export type TherapyBlockStage = StageBase &
  Judged & {
    kind: 'therapy-block';
    /** No session booked by then opens a task. */
    bookWithinDays: number;
    sessions: { planned: number; adequatePercent: number; halfWayPercent: number; source: string };
    blockDays: number;
    graceDays: number;
  };

export type TherapyBlockState = {
  kind: 'therapy-block';
  bookBy: Instant;
  bookingAsked: boolean;
  halfWayAt: Instant;
  halfWayLooked: boolean;
  evaluation: Evaluation;
};

declare module '../types' {
  interface StageKinds {
    'therapy-block': { stage: TherapyBlockStage; state: TherapyBlockState };
  }
}
