import type { Input } from '../words/state';
import type { Predicate } from '../pathway/types';

/** Three values: what is not known is neither passed nor failed. */
export type Truth = boolean | 'unknown';

export type Verdict = {
  truth: Truth;
  /** Everything that was read, also where it did not matter in the end. */
  inputs: Input[];
  /** What would have to be known, in words; empty unless unknown. */
  missing: string[];
};

export type Leaf = Exclude<Predicate, { kind: 'all' | 'any' | 'not' | 'at-least' }>;

/** Scores are known by their short names; all of them are acronyms ("PEG", "RMDQ-24"). */
export function scoreLabel(score: string): string {
  return score.toUpperCase();
}
