import type { SignalClass, Tier } from '../instrument/types';
import type { TaskKind } from './task-kinds';

// A problem that a patient reports by link. What it may be about is data of the house, `clinic/problems.yaml`.

/** Since when. */
export const problemSince = ['today', 'days', 'weeks', 'longer'] as const;
export type ProblemSince = (typeof problemSince)[number];

/** Whether it can wait until the next appointment, as the patient sees it. */
export const problemWaits = ['yes', 'not-sure', 'no'] as const;
export type ProblemWait = (typeof problemWaits)[number];

/** How much it troubles the patient now: from not at all to as much as can be. */
export const troubles = Array.from({ length: 11 }, (_, value) => value);

/** Who reads it in their own hours. */
export const reportTasks = ['look-at-report', 'answer-report'] as const satisfies readonly TaskKind[];

/** What becomes of a report about one thing. */
export type ProblemRule = {
  /** Whose ladder climbs when it may not wait; null: nobody is woken, it is work of the same day. */
  class: SignalClass | null;
  task: (typeof reportTasks)[number];
  /** From here on it counts as severe. */
  severeFrom: number;
  withinWorkingDays: number;
  /** The clinic's page of advice. */
  help: string;
};

export type ProblemRules = {
  /** The form whose safety questions come first. */
  first: string;
  /** Reports of one patient and day that are each looked at by themselves; the others share one task. */
  perDay: number;
  /** In the order in which they are shown. */
  problems: Record<string, ProblemRule>;
};

/** What was said beside the words, which stand apart. */
export type SaidOfProblem = { about: string; since: ProblemSince; severity: number; wait: ProblemWait };

/** Somebody is told by a ladder, or it is work with a due time. `about` names the task: reports may share one. */
export type ProblemOutcome =
  | { urgent: { rule: string; class: SignalClass; tier: Tier }; task?: never }
  | { urgent?: never; task: { kind: (typeof reportTasks)[number]; about: string; withinWorkingDays: number } };

/** The fact. `report`: id of its row; `said`: id of the text; `unknown`: safety rules whose question was skipped. */
export type ReportedProblem = SaidOfProblem & ProblemOutcome & { report: string; said?: string; unknown?: string[] };
