import type { GateDefinition, Rule } from '../../pathway/language';
import type { Instant } from '../../words/time';
import type { StageBase } from '../base';

export type SurgicalReviewStage = StageBase & {
  kind: 'surgical-review';
  gate: GateDefinition;
  /** Conservative care has only failed when all of these are true; anything less is "not yet adequate". */
  conservative?: Rule[];
  /** The question undecided by then is told to the lead. */
  slotWithinDays?: number;
};

export type SurgicalReviewState = {
  kind: 'surgical-review';
  /** The question is put again then, after a decision to wait; null while it is open. */
  reviewAt: Instant | null;
  reviews: number;
  /** When the lead is told that nobody has found a date; null once told, absent where the pathway does not ask. */
  slotBy?: Instant | null;
};

declare module '../types' {
  interface StageKinds {
    'surgical-review': { stage: SurgicalReviewStage; state: SurgicalReviewState };
  }
}
