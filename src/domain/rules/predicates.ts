import type { Facts } from './evidence';
import { kindOfLeaf, type Leaf } from './leaves/index';
import { type Answer, type Reading, type Told, type Truth, unique, type Verdict } from './leaf';

/** A rule's tree. Every leaf is true, false or unknown; unknown never passes and never counts as failure. */
export type Predicate =
  | { kind: 'all'; of: Predicate[] }
  | { kind: 'any'; of: Predicate[] }
  | { kind: 'not'; of: Predicate }
  | { kind: 'at-least'; count: number; of: Predicate[] }
  | Leaf;

export function evaluate(predicate: Predicate, facts: Facts): Verdict {
  const { truth, told } = combine(predicate, (leaf) => answer(leaf, facts));
  return { truth, ...told() };
}

/** Whether it is true, where nobody asks by what: it looks no further than it must. */
export function isMet(predicate: Predicate, facts: Facts): boolean {
  if (predicate.kind === 'all') return predicate.of.every((part) => isMet(part, facts));
  if (predicate.kind === 'any') return predicate.of.some((part) => isMet(part, facts));
  return truthOf(predicate, facts) === true;
}

/** Without a word of what was read. */
export function truthOf(predicate: Predicate, facts: Facts): Truth {
  return combine(predicate, (leaf) => answer(leaf, facts)).truth;
}

export function answer(leaf: Leaf, facts: Facts): Answer {
  return kindOfLeaf(leaf).answer(leaf, facts);
}

/** Combines the answers of the leaves to that of the tree above them. */
export function combine(predicate: Predicate, answerLeaf: (leaf: Leaf) => Answer): Answer {
  if (!('of' in predicate)) return answerLeaf(predicate);
  switch (predicate.kind) {
    case 'all':
      return atLeast(predicate.of.length, predicate.of, answerLeaf);
    case 'any':
      return atLeast(1, predicate.of, answerLeaf);
    case 'at-least':
      return atLeast(predicate.count, predicate.of, answerLeaf);
    case 'not': {
      const inner = combine(predicate.of, answerLeaf);
      return { ...inner, truth: inner.truth === 'unknown' ? 'unknown' : !inner.truth };
    }
  }
}

function atLeast(count: number, of: Predicate[], answerLeaf: (leaf: Leaf) => Answer): Answer {
  const parts = of.map((part) => combine(part, answerLeaf));
  const passed = parts.filter((part) => part.truth === true).length;
  const open = parts.filter((part) => part.truth === 'unknown').length;
  const truth = passed >= count ? true : passed + open < count ? false : 'unknown';
  const told = (): Told => {
    const all = parts.map((part) => part.told());
    return {
      inputs: unique(all.flatMap(({ inputs }) => inputs)),
      missing: truth === 'unknown' ? [...new Set(all.flatMap(({ missing }) => missing))] : [],
    };
  };
  return { truth, told };
}

/** Every leaf of a rule's tree, in the order written. */
export function leavesOf(predicate: Predicate): Leaf[] {
  if (predicate.kind === 'not') return leavesOf(predicate.of);
  return 'of' in predicate ? predicate.of.flatMap(leavesOf) : [predicate];
}

/** All that a rule reads, in the order of its leaves. */
export function readingsOf(predicate: Predicate): Reading[] {
  return leavesOf(predicate).flatMap((leaf) => kindOfLeaf(leaf).reads(leaf));
}

/** How many parts of a tree must hold for it to hold. */
export const partsNeeded = (tree: Exclude<Predicate, Leaf | { kind: 'not' }>): number =>
  tree.kind === 'all' ? tree.of.length : tree.kind === 'any' ? 1 : tree.count;

/** Whether a tree can become true (or false), by what each part can: parts are taken as independent of each other. */
export function canBecome(
  tree: Exclude<Predicate, Leaf>,
  truth: boolean,
  can: (part: Predicate, truth: boolean) => boolean,
): boolean {
  if (tree.kind === 'not') return can(tree.of, !truth);
  const size = tree.of.length;
  const needed = partsNeeded(tree);
  return tree.of.filter((part) => can(part, truth)).length >= (truth ? needed : size - needed + 1);
}
