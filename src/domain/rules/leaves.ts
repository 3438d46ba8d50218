import type { Leaf } from './predicates';
import type { Predicate } from '../pathway/types';

/** Every leaf of a rule's tree, in the order written. */
export function leavesOf(predicate: Predicate): Leaf[] {
  if (predicate.kind === 'not') return leavesOf(predicate.of);
  return 'of' in predicate ? predicate.of.flatMap(leavesOf) : [predicate];
}
