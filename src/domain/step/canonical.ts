import type { EnrolmentState } from '../words/state';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A copy that a step may change in place, as storage would give it back. */
export function copyOf(state: EnrolmentState): EnrolmentState {
  return copied(state, false) as EnrolmentState;
}

/**
 * The state as storage gives it back, whatever order it was made or stored in: keys sorted, nothing undefined, lists
 * without a meaning of order sorted. So equal states are equal texts.
 */
export function canonical(state: EnrolmentState): EnrolmentState {
  const copy = copied(state, true) as EnrolmentState;
  copy.holds.sort();
  copy.tasks.sort((a, b) => order(a.key, b.key));
  copy.checkIns.sort((a, b) => a.opensAt - b.opensAt || order(a.key, b.key));
  copy.history.recorded.sort();
  copy.history.contraindicated.sort();
  for (const track of copy.tracks) track.recorded.sort();
  return copy;
}

/** What a step says, in the order of keys in which storage gives a state back. */
export function inOneOrder<T extends object>(said: T[]): T[] {
  return copied(said as Json, true) as T[];
}

function copied(value: Json, sorted: boolean): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((inner) => copied(inner, sorted));
  const keys = Object.keys(value);
  if (sorted && !keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key)) keys.sort();
  const copy: { [key: string]: Json } = {};
  for (const key of keys) {
    const inner = value[key];
    if (inner !== undefined) copy[key] = copied(inner, sorted);
  }
  return copy;
}

/** By code unit: the same on every machine, in every language. */
export function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
