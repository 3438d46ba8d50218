import type { Range } from '../instrument/range';
import type { ScorePoint, ScoreRule } from '../instrument/types';
import type { History } from '../words/history';
import type { Site } from '../words/choices';
import type { Instant, LocalDate } from '../words/time';

/** Sessions of the stage in hand. `open`: their time is past, and nobody has said what became of them. */
export type Attendance = { planned: number; attended: number; open: number };

/** `regions`: those that count as one with its own, that one among them; without them its own alone. */
export type Place = Site & { regions?: readonly string[] };

/** All a predicate may know. */
export type Facts = {
  at: Instant;
  today: LocalDate;
  /** The day the stage began. */
  since: LocalDate;
  /** The day the enrolment began. */
  startedOn: LocalDate;
  scores: Record<string, ScorePoint[]>;
  baseline: Record<string, ScorePoint>;
  /** With which scores the stage was entered, where that is kept. */
  reached?: Record<string, ScorePoint>;
  /** Types of the facts recorded in this stage. */
  recorded: string[];
  missedInARow: Record<string, number>;
  history: History;
  /** Null where the stage plans no sessions. */
  attendance: Attendance | null;
  /** Where the procedure in hand is to be; null without one. */
  site: Place | null;
  scoreRule(score: string): ScoreRule;
  /** What a score can be at all, where that is known: nobody is told that a pain of minus two would change anything. */
  rawRange?(score: string): Range | null;
};
