import type { Instant } from '../../words/time';
import type { EvidenceRecord } from '../evidence/record';

/** A check-in that has opened, as its row says what became of it. */
export type AskedCheckIn = {
  id: string;
  key: string;
  ask: string[];
  /** Forms that were put off to another check-in. */
  deferred: string[];
  status: string;
  opensAt: Instant;
  closesAt: Instant;
};

/** A stage that was entered, oldest first. */
export type EnteredStage = { track: string; stage: string; at: Instant };

/** What the courses of scores are made from. */
export type SeriesRecord = EvidenceRecord & {
  checkIns: readonly AskedCheckIn[];
  entered: readonly EnteredStage[];
};
