import { z } from 'zod';
import { staffEventTypes } from '../words/event';
import { type Predicate, stageKindNames } from '../pathway/types';
import { byWord } from '../shapes/by-word';
import { Days, Id, RuleId } from '../shapes/shapes';

const Part = z.lazy(() => PredicateTree);
const Parts = z.array(Part).min(1);

const change = {
  score: Id,
  byPercent: z.int().min(1).max(100).optional(),
  byPoints: z.int().min(1).optional(),
  withinDays: Days,
};
const onePart = (part: { byPercent?: number | undefined; byPoints?: number | undefined }): boolean =>
  (part.byPercent === undefined) !== (part.byPoints === undefined);
const onePartOnly = { message: 'needs exactly one of byPercent and byPoints' };
const Change = z.strictObject(change).refine(onePart, onePartOnly);
const Worsening = z.strictObject({ ...change, inARow: z.int().min(2).optional() }).refine(onePart, onePartOnly);

const bounded = (bounds: { atMost?: number | undefined; atLeast?: number | undefined }): boolean =>
  bounds.atMost !== undefined || bounds.atLeast !== undefined;
const boundNeeded = { message: 'needs atMost or atLeast' };
const limits = { atMost: z.number().optional(), atLeast: z.number().optional(), withinDays: Days };
const Bounds = z.strictObject({ of: Id, ...limits, mean: z.boolean().optional() }).refine(bounded, boundNeeded);
const Count = z
  .strictObject({ per: z.enum(['region', 'region-and-side', 'patient']), ...limits })
  .refine(bounded, boundNeeded);
const Percent = z.int().min(1).max(100);

/** A rule as written: the word first, `{ improved: { score: peg, byPercent: 30, withinDays: 14 } }`, and as the core reads it. */
export const PredicateTree: z.ZodType<Predicate> = byWord<Predicate>('a rule', {
  all: z.strictObject({ all: Parts }).transform(({ all }) => ({ kind: 'all', of: all })),
  any: z.strictObject({ any: Parts }).transform(({ any }) => ({ kind: 'any', of: any })),
  not: z.strictObject({ not: Part }).transform(({ not }) => ({ kind: 'not', of: not })),
  atLeast: z
    .strictObject({ atLeast: z.int().min(1), of: Parts })
    .refine(({ atLeast, of }) => atLeast <= of.length, {
      message: 'asks for more than its list holds',
      path: ['atLeast'],
    })
    .transform(({ atLeast, of }) => ({ kind: 'at-least', count: atLeast, of })),
  score: z
    .strictObject({ score: Bounds })
    .transform(({ score: { of, ...bounds } }) => ({ kind: 'score', score: of, ...bounds })),
  improved: z.strictObject({ improved: Change }).transform(({ improved }) => ({ kind: 'improved', ...improved })),
  worsened: z.strictObject({ worsened: Worsening }).transform(({ worsened }) => ({ kind: 'worsened', ...worsened })),
  elapsed: z
    .strictObject({ elapsed: z.strictObject({ days: Days, since: z.enum(['stage', 'enrolment']).optional() }) })
    .transform(({ elapsed }) => ({ kind: 'elapsed', ...elapsed })),
  missed: z
    .strictObject({ missed: z.strictObject({ checkIn: Id, inARow: z.int().min(1) }) })
    .transform(({ missed }) => ({ kind: 'missed', ...missed })),
  recorded: z
    .strictObject({
      recorded: z.strictObject({ event: z.enum(staffEventTypes), in: z.enum(['stage', 'enrolment']).optional() }),
    })
    .transform(({ recorded }) => ({ kind: 'recorded', ...recorded })),
  answered: z
    .strictObject({ answered: z.strictObject({ checkIn: Id, atLeast: z.int().min(1), withinDays: Days }) })
    .transform(({ answered }) => ({ kind: 'answered', ...answered })),
  attended: z
    .strictObject({ attended: z.strictObject({ percent: Percent }) })
    .transform(({ attended }) => ({ kind: 'attended', ...attended })),
  adherence: z
    .strictObject({
      adherence: z.strictObject({ score: Id, outOf: z.int().min(1), percent: Percent, withinDays: Days }),
    })
    .transform(({ adherence }) => ({ kind: 'adherence', ...adherence })),
  count: z.strictObject({ count: Count }).transform(({ count }) => ({ kind: 'count', ...count })),
  flag: z
    .strictObject({ flag: z.strictObject({ flag: RuleId, withinDays: Days }) })
    .transform(({ flag }) => ({ kind: 'flag', ...flag })),
  decision: z
    .strictObject({ decision: z.strictObject({ gate: Id, choice: z.enum(['approve', 'decline']) }) })
    .transform(({ decision }) => ({ kind: 'decision', ...decision })),
  lost: z
    .strictObject({
      lost: z.strictObject({ score: Id, percentOfGain: Percent, byPoints: z.int().min(1), withinDays: Days }),
    })
    .transform(({ lost }) => ({ kind: 'lost', ...lost })),
  takes: z
    .strictObject({ takes: z.strictObject({ anyOf: z.array(Id).min(1), withinDays: Days }) })
    .transform(({ takes }) => ({ kind: 'takes', ...takes })),
  weighed: z
    .strictObject({ weighed: z.strictObject({ class: Id, withinDays: Days }) })
    .transform(({ weighed }) => ({ kind: 'weighed', ...weighed })),
  tried: z
    .strictObject({ tried: z.strictObject({ stage: z.enum(stageKindNames), class: Id.optional() }) })
    .transform(({ tried }) => ({ kind: 'tried', ...tried })),
});
