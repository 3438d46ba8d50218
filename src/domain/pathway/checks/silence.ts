import { partsOf } from '../parts';
import type { Leaf } from '../../rules/leaf';
import { predicateText } from '../../telling/prose';
import type { Predicate } from '../types';
import { stagesIn, type Check, type Finding } from './finding';

/** Silence is never "fine": no success may come about although nobody answered and nothing was recorded. */
export const successBySilence: Check = (pathway) =>
  stagesIn(pathway).flatMap(({ stage, path }) =>
    partsOf(stage).rules.flatMap(({ rule, path: at }): Finding[] =>
      (at[0] === 'success' || at[0] === 'partial') && canBe(rule.when, true)
        ? [
            {
              rule: 'rule.met-by-silence',
              path: [...path, ...at, 'when'],
              reason: `is met although nobody answers: ${predicateText(rule.when)}`,
              fix: 'ask for a score or a record as well',
            },
          ]
        : [],
    ),
  );

/** What a rule can become with silence; what is unknown is neither true nor false. */
function canBe(predicate: Predicate, truth: boolean): boolean {
  if (!('of' in predicate))
    return (silently[predicate.kind] as (leaf: Leaf) => boolean | 'unknown')(predicate) === truth;
  switch (predicate.kind) {
    case 'not':
      return canBe(predicate.of, !truth);
    case 'all':
      return truth ? predicate.of.every((part) => canBe(part, true)) : predicate.of.some((part) => canBe(part, false));
    case 'any':
      return truth ? predicate.of.some((part) => canBe(part, true)) : predicate.of.every((part) => canBe(part, false));
    case 'at-least': {
      const able = predicate.of.filter((part) => canBe(part, truth)).length;
      return able >= (truth ? predicate.count : predicate.of.length - predicate.count + 1);
    }
  }
}

/** Each leaf where nobody answers and nothing is recorded. A new leaf does not compile until it has its line here. */
const silently = {
  score: () => 'unknown',
  improved: () => 'unknown',
  worsened: () => 'unknown',
  lost: () => 'unknown',
  adherence: () => 'unknown',
  flag: () => 'unknown',
  decision: () => 'unknown',
  takes: () => 'unknown',
  weighed: () => 'unknown',
  // Time passes by itself, and misses come by themselves.
  elapsed: () => true,
  missed: () => true,
  answered: () => false,
  attended: () => false,
  tried: () => false,
  recorded: () => false,
  count: ({ atLeast }) => (atLeast ?? 0) === 0,
} satisfies { [K in Leaf['kind']]: (leaf: Extract<Leaf, { kind: K }>) => boolean | 'unknown' };
