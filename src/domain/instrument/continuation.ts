import type { Answers, Instrument } from './types';

/**
 * The long form that a short one leads into, with the answers that are not asked again; null when it does not flag.
 * Reached as soon as the items answered add up to the mark: a skipped one could only add to it.
 */
export function continuation(
  instrument: Instrument,
  answers: Answers,
): { instrument: string; carried: Answers } | null {
  const { continues, items } = instrument;
  if (continues === undefined) return null;
  const given = items.flatMap(({ id }) => {
    const answer = answers[id];
    return answer === undefined ? [] : [[id, answer] as const];
  });
  const sum = given.reduce((total, [, answer]) => total + (answer ?? 0), 0);
  return sum < continues.atLeast ? null : { instrument: continues.into, carried: Object.fromEntries(given) };
}
