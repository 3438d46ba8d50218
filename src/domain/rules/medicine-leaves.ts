import { DAY } from '../words/time';
import type { Facts } from './facts';
import type { Leaf, Verdict } from './leaf';

// Leaves that read what is known of the medicines somebody takes. Not on the list is "not taken" only on a fresh list.

type LeafOf<K extends Leaf['kind']> = Extract<Leaf, { kind: K }>;

export function answerTakes({ anyOf, withinDays }: LeafOf<'takes'>, { history, at }: Facts): Verdict {
  const name = takesName(anyOf);
  const found = history.medicines?.taken.find((each) => anyOf.includes(each.class));
  if (found) return { truth: true, inputs: [{ name, value: found.class, at: found.since }], missing: [] };
  const listedAt = history.medicines?.listedAt ?? null;
  if (listedAt !== null && at - listedAt <= withinDays * DAY) {
    return { truth: false, inputs: [{ name, value: 'none on the list', at: listedAt }], missing: [] };
  }
  const missing = [`a list of all medicines confirmed within ${String(withinDays)} days`];
  return { truth: 'unknown', inputs: [{ name, value: 'not checked' }], missing };
}

export function answerWeighed({ class: name, withinDays }: LeafOf<'weighed'>, { history, at }: Facts): Verdict {
  const weighedAt = history.medicines?.weighedAt[name];
  const value = weighedAt === undefined ? 'never' : 'recorded';
  return {
    truth: weighedAt !== undefined && at - weighedAt <= withinDays * DAY,
    inputs: [
      { name: `benefits and risks of ${name} weighed`, value, ...(weighedAt === undefined ? {} : { at: weighedAt }) },
    ],
    missing: [],
  };
}

export function takesName(anyOf: readonly string[]): string {
  return `takes ${anyOf.join(' or ')}`;
}
