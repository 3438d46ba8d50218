import type { Answers, Instrument, Item, SafetyRule } from './types';
import { AS_USUAL } from './range';

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

/** What became of an item. Only `skipped` is a patient's choice; `not-shown` is the form's, `not-reached` is silence. */
export type ItemState = 'answered' | 'skipped' | 'not-shown' | 'not-reached';

/** Whether the answers so far let this item be shown. */
export function isShown({ askIf }: Item, answers: Answers): boolean {
  return askIf === undefined || askIf.anyOf.some((id) => (answers[id] ?? -Infinity) >= askIf.atLeast);
}

/** An answer stays an answer, also when a later change of mind would no longer show the item. */
export function itemState(item: Item, answers: Answers): ItemState {
  const answer = answers[item.id];
  if (typeof answer === 'number') return 'answered';
  if (answer === null) return 'skipped';
  return isShown(item, answers) ? 'not-reached' : 'not-shown';
}

/** Why a value cannot be an answer to this item, in words for the patient; null when it can. A null value is a skip. */
export function answerFault(item: Item, value: number | null): string | null {
  if (value === null) return null;
  const { answering } = item;
  switch (answering.type) {
    case 'scale': {
      const fits = Number.isInteger(value) && value >= answering.min && value <= answering.max;
      return fits ? null : `Choose a number from ${answering.min} to ${answering.max}, or skip`;
    }
    case 'choice':
      return answering.options.some((option) => option.value === value) ? null : 'Choose one of the answers, or skip';
    case 'tick':
      return value === 0 || value === 1 ? null : 'Tick the statement, or leave it empty';
    case 'flag':
      return value === 0 || value === 1 || value === AS_USUAL ? null : 'Tick the line, or leave it empty';
  }
}

/** Whether a clinician may record a sign as known, where these signs were signed for. */
export const mayBeKnownBy = ({ rule, canBeKnown }: SafetyRule, signs: readonly { rule: string }[]): boolean =>
  canBeKnown === true || (canBeKnown === 'by-pathway' && signs.some((each) => each.rule === rule));
