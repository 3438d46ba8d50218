import { z } from 'zod';
import { staffEventTypes, type EventData } from '../../domain/words/event';
import { DestinationTree, Gate, GateWhen, NamedRule } from '../../domain/pathway/gate-schema';
import { Days, Id, Text } from '../../domain/shapes/shapes';

const Mechanism = z.enum([
  'neuropathic',
  'axial',
  'structural',
  'mixed',
] satisfies EventData['diagnosis.recorded']['mechanism'][]);

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

const stage = {
  id: Id,
  title: Text,
  checkIns: z.array(CheckInUse),
  notices: z.array(z.strictObject({ text: Text, source: Text })).optional(),
  optional: z.strictObject({ offered: z.boolean(), instead: DestinationTree }).optional(),
  entry: NamedRule.optional(),
};

const Baseline = z.strictObject({
  scores: z.array(Id).min(1),
  maxAgeDays: Days,
  from: z.enum(['stage', 'enrolment']).optional(),
});

const judged = {
  baseline: Baseline,
  success: NamedRule,
  partial: NamedRule.optional(),
  stop: NamedRule.optional(),
  gate: Gate,
  gateWhen: GateWhen.optional(),
};

const Percent = z.int().min(1).max(100);
const ascending = (points: number[]): boolean =>
  points.every((point, index) => index === 0 || point > (points[index - 1] ?? 0));
const pointed = {
  points: z.array(Days).min(1).refine(ascending, { message: 'must come one after the other' }),
  graceDays: Days,
};

export const StageOfFile = z.discriminatedUnion('kind', [
  z.strictObject({
    ...stage,
    kind: z.literal('diagnosis'),
    deadlineDays: Days,
    next: z.strictObject({ byMechanism: z.partialRecord(Mechanism, Id).transform(known), otherwise: Id }),
    needs: z.array(z.enum(staffEventTypes)).optional(),
    intake: z
      .strictObject({
        scores: z.array(Id).min(1),
        callAfterDays: Days,
        endAfterDays: Days.optional(),
        conditions: z
          .array(z.strictObject({ id: Id, text: Text, source: Text }))
          .min(1)
          .optional(),
      })
      .refine(({ callAfterDays, endAfterDays }) => endAfterDays === undefined || endAfterDays > callAfterDays, {
        message: 'must be later than callAfterDays',
        path: ['endAfterDays'],
      })
      .optional(),
    imagingReportWithinDays: Days.optional(),
  }),
  z.strictObject({
    ...stage,
    ...judged,
    kind: z.literal('medication-trial'),
    startWithinDays: Days,
    trialDays: Days,
    baseline: z.strictObject({ scores: z.array(Id).min(1), maxAgeDays: Days }),
    adequacy: z
      .array(
        z.strictObject({
          class: Id,
          doseLevels: z.array(Id).min(1),
          weeks: z.int().min(1),
          trialDays: Days.optional(),
          source: Text,
        }),
      )
      .min(1),
    doseLevels: z.array(Id).min(1),
    checks: z.array(Id).min(1).optional(),
    taperReview: z.boolean().optional(),
    otherClassThan: Id.optional(),
    totalsBefore: z.array(Id).min(1).optional(),
    hardDays: Days.optional(),
    review: z.strictObject({ firstAfterDays: Days.optional(), everyDays: Days, source: Text }).optional(),
  }),
  z.strictObject({
    ...stage,
    ...judged,
    kind: z.literal('therapy-block'),
    bookWithinDays: Days,
    sessions: z.strictObject({
      planned: z.int().min(1),
      adequatePercent: Percent,
      halfWayPercent: Percent,
      source: Text,
    }),
    blockDays: Days,
    graceDays: Days,
  }),
  z.strictObject({
    ...stage,
    ...judged,
    kind: z.literal('procedure'),
    procedures: z.array(Id).min(1),
    regions: z.array(Id).min(1),
    guidance: z.array(Id).min(1),
    indications: z.array(Id).min(1),
    conservativeWeeks: z.int().min(0),
    needsConcordantImaging: z.boolean(),
    checks: z.array(Id).min(1),
    orderWithinDays: Days,
    performWithinDays: Days,
    limits: z
      .array(
        z.strictObject({
          per: z.enum(['region', 'region-and-side', 'patient']),
          withinDays: Days,
          atMost: z.int().min(1),
          source: Text,
        }),
      )
      .min(1),
    minGapDays: Days,
    gapSource: Text,
    evaluateAfterDays: Days,
    sameAgainOnlyAfterSuccess: z.strictObject({ source: Text }).optional(),
  }),
  z.strictObject({ ...stage, ...judged, ...pointed, kind: z.literal('rehabilitation') }),
  z.strictObject({
    ...stage,
    ...judged,
    kind: z.literal('psychological-support'),
    screening: z.array(z.strictObject({ rule: NamedRule, assessWithinDays: Days })).min(1),
    earlyReviewDays: Days,
    reviewDays: Days,
  }),
  z.strictObject({
    ...stage,
    kind: z.literal('surgical-review'),
    gate: Gate,
    conservative: z.array(NamedRule).min(1).optional(),
    slotWithinDays: Days.optional(),
  }),
  z.strictObject({ ...stage, ...judged, ...pointed, kind: z.literal('follow-up'), gate: Gate.optional() }),
]);

/** The mechanisms that were written; a partial record is typed as if the others were present and undefined. */
function known(byMechanism: Partial<Record<z.infer<typeof Mechanism>, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(byMechanism));
}
