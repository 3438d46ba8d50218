import { z } from 'zod';
import { byWord } from '../shapes/shapes';
import type { LeafKind } from './leaf';
import { leaves } from './leaves/index';
import type { Predicate } from './predicates';

const Part = z.lazy(() => PredicateTree);
const Parts = z.array(Part).min(1);

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
  ...Object.fromEntries(Object.entries<Pick<LeafKind<object>, 'data'>>(leaves).map(leafShape)),
});

function leafShape([kind, { data }]: [string, Pick<LeafKind<object>, 'data'>]): [string, z.ZodType<Predicate>] {
  const shape = z.strictObject({ [kind]: data });
  return [kind, shape.transform((written) => ({ kind, ...written[kind] }) as Predicate)];
}
