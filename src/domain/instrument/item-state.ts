import type { Answers, Item } from './types';

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
