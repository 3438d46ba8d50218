import type { ScorePoint } from '../instrument/types';
import type { CheckInUse, Destination, GateDefinition, GateWhen, Notice, Rule } from '../pathway/language';
import type { LocalDate } from '../words/time';

// What the types of several kinds of stages share.

export type StageBase = {
  id: string;
  title: string;
  checkIns: CheckInUse[];
  notices?: Notice[];
  /** Who this stage is for: shown to whoever decides for it, never decided by. */
  entry?: Rule;
  /** Entered only where the clinic offers it; elsewhere the track goes on as said here. */
  optional?: { offered: boolean; instead: Destination };
};

/** A stage whose result a rule judges on a day, for a clinician to decide on. */
export type Judged = {
  baseline: Baseline;
  success: Rule;
  /** Short of success, but something: the finding "partial". */
  partial?: Rule;
  /** Met by an answer it puts the question at once: somebody is getting worse. */
  stop?: Rule;
  gate: GateDefinition;
  /** Another question where the rule found this. */
  gateWhen?: GateWhen;
};

/** Frozen when the treatment begins; `enrolment` compares with the first value ever known instead. */
export type Baseline = { scores: string[]; maxAgeDays: number; from?: 'stage' | 'enrolment' };

/** Judged on each of these days counted from the beginning; the last one always asks. */
export type Pointed = Judged & { points: number[]; graceDays: number };

/** When a rule is asked, and against what. */
export type Evaluation = {
  on: LocalDate;
  times: number;
  baseline: Record<string, ScorePoint>;
  /** Where a course is watched: the scores with which it was entered, whose gain over the baseline can be lost. */
  reached?: Record<string, ScorePoint>;
};

/** Where a course of fixed points stands: `next` is the index of the point to come. */
export type PointsState<K extends 'rehabilitation' | 'follow-up'> = { kind: K; next: number; evaluation: Evaluation };
