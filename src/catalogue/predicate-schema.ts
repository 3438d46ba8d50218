import { z } from 'zod';
import { staffEventTypes } from '../domain/event';
import type { Predicate } from '../domain/pathway/types';
import { byWord } from './by-word';
import { Days, Id } from './words';

const Part = z.lazy(() => PredicateTree);
const Parts = z.array(Part).min(1);

const Change = z
  .strictObject({
    score: Id,
    byPercent: z.int().min(1).max(100).optional(),
    byPoints: z.int().min(1).optional(),
    withinDays: Days,
  })
  .refine((change) => (change.byPercent === undefined) !== (change.byPoints === undefined), {
    message: 'needs exactly one of byPercent and byPoints',
  });

const Bounds = z
  .strictObject({ of: Id, atMost: z.number().optional(), atLeast: z.number().optional(), withinDays: Days })
  .refine((bounds) => bounds.atMost !== undefined || bounds.atLeast !== undefined, {
    message: 'needs atMost or atLeast',
  });

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
  worsened: z.strictObject({ worsened: Change }).transform(({ worsened }) => ({ kind: 'worsened', ...worsened })),
  elapsed: z
    .strictObject({ elapsed: z.strictObject({ days: Days }) })
    .transform(({ elapsed }) => ({ kind: 'elapsed', ...elapsed })),
  missed: z
    .strictObject({ missed: z.strictObject({ checkIn: Id, inARow: z.int().min(1) }) })
    .transform(({ missed }) => ({ kind: 'missed', ...missed })),
  recorded: z
    .strictObject({ recorded: z.strictObject({ event: z.enum(staffEventTypes) }) })
    .transform(({ recorded }) => ({ kind: 'recorded', ...recorded })),
});
