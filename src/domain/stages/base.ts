import { z } from 'zod';
import type { ScorePoint } from '../instrument/types';
import { DestinationTree, Gate, GateWhen, NamedRule } from '../pathway/gate-schema';
import { Days, Id, Text } from '../shapes/shapes';
import type { Instant, LocalDate } from '../words/time';

// What several kinds of stages share: pieces of the schemas that their types are made from, and of their states.

const CheckInUse = z.union(
  [
    z.strictObject({
      checkIn: Id,
      every: z.strictObject({
        days: Days,
        /** From so many days in the stage on: rarer. */
        steady: z.strictObject({ afterDays: Days, days: Days }).optional(),
        /** Only on the days of what was begun: of support; of a block from its first session to its end. */
        while: z.literal('treating').optional(),
      }),
    }),
    z.strictObject({
      checkIn: Id,
      once: z.strictObject({
        afterDays: z.int().min(0),
        from: z.enum(['stage', 'trial', 'operation']),
        on: z.literal('day').optional(),
      }),
      unlessScoredWithinDays: Days.optional(),
    }),
  ],
  { error: 'must be asked "every: { days: … }" or "once: { afterDays: …, from: stage, trial or operation }"' },
);

export const stage = {
  id: Id,
  title: Text,
  checkIns: z.array(CheckInUse),
  notices: z.array(z.strictObject({ text: Text, source: Text })).optional(),
  /** Entered only where the clinic offers it; elsewhere the track goes on as said here. */
  optional: z.strictObject({ offered: z.boolean(), instead: DestinationTree }).optional(),
  /** Who this stage is for: shown to whoever decides for it, never decided by. */
  entry: NamedRule.optional(),
  /** Somebody is getting worse: met by an answer it puts the question for that at once, or has a clinician look. */
  stop: NamedRule.optional(),
};

/** Frozen when the treatment begins; `enrolment` compares with the first value ever known instead. */
export const Baseline = z.strictObject({
  scores: z.array(Id).min(1),
  maxAgeDays: Days,
  /** A score that was not known by then is taken from the first answer of so many days more. */
  lateDays: Days.optional(),
  from: z.enum(['stage', 'enrolment']).optional(),
});
export type Baseline = z.infer<typeof Baseline>;

/** A stage whose result a rule judges on a day, for a clinician to decide on. */
export const judged = {
  baseline: Baseline,
  success: NamedRule,
  /** Short of success, but something: the finding "partial". */
  partial: NamedRule.optional(),
  gate: Gate,
  /** Another question where the rule found this. */
  gateWhen: GateWhen.optional(),
};

/** Days that come one after the other. */
export const ascending = (points: number[]): boolean =>
  points.every((point, index) => index === 0 || point > (points[index - 1] ?? 0));
/** Judged on each of these days counted from the beginning; the last one always asks. */
export const pointed = {
  points: z.array(Days).min(1).refine(ascending, { message: 'must come one after the other' }),
  graceDays: Days,
  /** Counted from the last operation, as soon as one is recorded; until then from the entry. */
  pointsFrom: z.literal('operation').optional(),
  /** Its question is put at the last point alone; before it only what was found for which there is a question of its own. */
  gateAt: z.literal('last-point').optional(),
};

/** When a rule is asked, and against what. */
export type Evaluation = {
  on: LocalDate;
  times: number;
  baseline: Record<string, ScorePoint>;
  /** Where a course is watched: the scores with which it was entered, whose gain over the baseline can be lost. */
  reached?: Record<string, ScorePoint>;
};

/**
 * Where a course of fixed points stands: `next` is the index of the point to come. `countedFrom`: the day the points are
 * counted from and when it was known, where that may be an operation.
 */
export type PointsState<K extends 'rehabilitation' | 'follow-up'> = {
  kind: K;
  next: number;
  evaluation: Evaluation;
  countedFrom?: { on: LocalDate; at: Instant };
};
