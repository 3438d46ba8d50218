import type { Given, Instrument, Item } from './form-type';

/** The forms that are asked after these answers, in order, as the forms themselves say. */
export function formsShown(instruments: Instrument[], given: Given): Instrument[] {
  return instruments.filter(({ after }) => {
    if (after === null) return true;
    const sum = Object.values(given[after.instrument] ?? {}).reduce<number>((total, value) => total + (value ?? 0), 0);
    return sum >= after.atLeast;
  });
}

export const itemsShown = ({ items }: Instrument, answers: Given[string] = {}): Item[] =>
  items.filter(
    ({ askIf }) =>
      askIf === null || askIf.anyOf.some((id) => (answers[id] ?? Number.NEGATIVE_INFINITY) >= askIf.atLeast),
  );

/** What is sent: nothing of a form that is not asked, or that nobody began. A list that was begun is whole. */
export function toSend(instruments: Instrument[], given: Given): Given {
  const sent: Given = {};
  for (const form of formsShown(instruments, given)) {
    const answers = given[form.id] ?? {};
    const ids = itemsShown(form, answers).map(({ id }) => id);
    const own = Object.fromEntries(Object.entries(answers).filter(([id]) => ids.includes(id)));
    if (Object.keys(own).length === 0) continue;
    sent[form.id] = form.list ? Object.fromEntries(ids.map((id) => [id, own[id] === undefined ? 0 : own[id]])) : own;
  }
  return sent;
}

/** How many questions that are asked have no answer yet, not even that the patient would rather not. */
export function openItems(instruments: Instrument[], given: Given): number {
  return formsShown(instruments, given).reduce((sum, form) => {
    const answers = given[form.id] ?? {};
    if (form.list) return sum + (Object.keys(answers).length === 0 ? 1 : 0);
    return sum + itemsShown(form, answers).filter(({ id }) => answers[id] === undefined).length;
  }, 0);
}
