import { listText } from '../telling/english';
import type { Facts } from './evidence';
import type { Otherwise } from './leaf';
import { kindOfLeaf, type Leaf } from './leaves/index';
import { answer, type Predicate, truthOf } from './predicates';

/** One of the things that would have to be otherwise, on its own and on top of others. */
export type Change = Otherwise & { apply: (facts: Facts) => Facts };

/** More than so many things that would all have to be otherwise are no answer to "what would change it?". */
const MOST_TOGETHER = 5;

/**
 * The fewest changes that together would flip a rule, of equally few the nearest ones, in words ("PEG 5.1 or less and
 * RMDQ-24 9 or less"); null when nothing that could be otherwise would.
 */
export function smallestChange(predicate: Predicate, facts: Facts): string | null {
  const changes = smallestChanges(predicate, facts);
  return changes && listText(changes.map(({ text }) => text));
}

export function smallestChanges(predicate: Predicate, facts: Facts): Change[] | null {
  const wanted = truthOf(predicate, facts) !== true;
  const candidates = candidatesOf(predicate, facts, wanted);
  for (let count = 1; count <= Math.min(MOST_TOGETHER, candidates.length); count += 1) {
    let best: { changes: Change[]; distance: number } | null = null;
    for (const changes of choices(candidates, count)) {
      const distance = changes.reduce((sum, change) => sum + change.distance, 0);
      if (best && best.distance <= distance) continue;
      if ((truthOf(predicate, changed(changes, facts)) === true) === wanted) best = { changes, distance };
    }
    if (best) return best.changes;
  }
  return null;
}

/** The facts as they would be with all of the changes. */
export function changed(changes: readonly Change[], facts: Facts): Facts {
  return changes.reduce((sofar, { apply }) => apply(sofar), facts);
}

/** For each leaf that stands in the way, what would turn it; under a `not` that is what turns it false. */
function candidatesOf(predicate: Predicate, facts: Facts, wanted: boolean): Change[] {
  const seen = new Set<string>();
  return leavesWanted(predicate, wanted)
    .filter(({ leaf, wish }) => answer(leaf, facts).truth !== wish)
    .flatMap(({ leaf, wish }) => changesOf(leaf, facts, wish).filter((each) => answer(leaf, each.facts).truth === wish))
    .filter(({ text }) => !seen.has(text) && seen.add(text).has(text));
}

/** Which way each leaf would have to turn for the whole to become what is wanted. */
function leavesWanted(predicate: Predicate, wish: boolean): { leaf: Leaf; wish: boolean }[] {
  if (predicate.kind === 'not') return leavesWanted(predicate.of, !wish);
  return 'of' in predicate ? predicate.of.flatMap((part) => leavesWanted(part, wish)) : [{ leaf: predicate, wish }];
}

function* choices<T>(among: readonly T[], count: number, from = 0): Generator<T[]> {
  if (count === 0) {
    yield [];
    return;
  }
  for (let index = from; index <= among.length - count; index += 1) {
    const one = among[index] as T;
    for (const rest of choices(among, count - 1, index + 1)) yield [one, ...rest];
  }
}

/** What could be otherwise about a leaf, ready to be put together with what could be otherwise about others. */
function changesOf(leaf: Leaf, facts: Facts, wanted: boolean): Change[] {
  const kind = kindOfLeaf(leaf);
  return kind.otherwise(leaf, facts, wanted).map((one, index) => ({
    ...one,
    apply: (then) => kind.otherwise(leaf, then, wanted)[index]?.facts ?? then,
  }));
}
