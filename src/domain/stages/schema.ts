import { z } from 'zod';
import { DestinationTree, Gate, GateWhen, NamedRule } from '../pathway/gate-schema';
import { Days, Id, Text } from '../shapes/shapes';

// What the schemas of several kinds of stages share.

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
        from: z.enum(['stage', 'trial']),
        on: z.literal('day').optional(),
      }),
      unlessScoredWithinDays: Days.optional(),
    }),
  ],
  { error: 'must be asked "every: { days: … }" or "once: { afterDays: …, from: stage or trial }"' },
);

export const stage = {
  id: Id,
  title: Text,
  checkIns: z.array(CheckInUse),
  notices: z.array(z.strictObject({ text: Text, source: Text })).optional(),
  optional: z.strictObject({ offered: z.boolean(), instead: DestinationTree }).optional(),
  entry: NamedRule.optional(),
};

export const Baseline = z.strictObject({
  scores: z.array(Id).min(1),
  maxAgeDays: Days,
  from: z.enum(['stage', 'enrolment']).optional(),
});

export const judged = {
  baseline: Baseline,
  success: NamedRule,
  partial: NamedRule.optional(),
  stop: NamedRule.optional(),
  gate: Gate,
  gateWhen: GateWhen.optional(),
};

export const Percent = z.int().min(1).max(100);
const ascending = (points: number[]): boolean =>
  points.every((point, index) => index === 0 || point > (points[index - 1] ?? 0));
export const pointed = {
  points: z.array(Days).min(1).refine(ascending, { message: 'must come one after the other' }),
  graceDays: Days,
};
