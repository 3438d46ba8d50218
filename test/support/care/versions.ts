import type { Pathway } from '../../../src/domain/pathway/types';
import type { Rules } from '../../../src/domain/step/rules';
import { shippedRules } from './rules';
import { wholeRules } from './whole';

/** The first version of the shipped pathway deciding, with the whole one as the version to move to. */
export function twoVersions(): Rules {
  const rules = shippedRules();
  return { ...rules, versions: [rules.pathway, wholeRules().pathway] };
}

/** A next version that differs from the first one as told. */
export function nextVersion(change: (pathway: Pathway) => void, rules = shippedRules()): Rules {
  const next = structuredClone(rules.pathway);
  next.version = 2;
  change(next);
  return { ...rules, versions: [rules.pathway, next] };
}
