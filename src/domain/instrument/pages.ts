import { type Form, formsAsked } from './forms';
import { isShown } from './item-state';
import type { Answers, Instrument, Item } from './types';

/** What is put on one page: a single item, or a whole list. */
export type ItemsOfPage = { instrument: Instrument; items: Item[] };

/** The pages of a form, as far as these answers have led. */
export function pagesOfForm({ instrument, carried }: Form, answers: Answers): ItemsOfPage[] {
  if (instrument.presentation === 'list') return [{ instrument, items: instrument.items }];
  return instrument.items
    .filter((item) => !Object.hasOwn(carried, item.id) && isShown(item, answers))
    .map((item) => ({ instrument, items: [item] }));
}

/** What is asked of somebody who begins: `longest` = the lines of the longest list, 0 without one; `mayFollow`: answers may lead to more. */
export type Asking = { pages: number; minutes: number; longest: number; mayFollow: boolean };

/** The same sum for the start page and for the mail that leads to it. */
export function askingOf(pages: readonly ItemsOfPage[]): Asking {
  const instruments = [...new Set(pages.map(({ instrument }) => instrument))];
  return {
    pages: pages.length,
    minutes: minutesFor(pages),
    longest: Math.max(0, ...pages.map(({ items }) => (items.length > 1 ? items.length : 0))),
    mayFollow: instruments.some(({ continues, items }) => continues !== undefined || items.some(({ askIf }) => askIf)),
  };
}

/** What a check-in that asks these forms asks first. */
export function askingFor(ask: readonly string[], instruments: Record<string, Instrument>): Asking {
  const asked = ask.flatMap((id) => instruments[id] ?? []);
  return askingOf(formsAsked(asked, instruments, () => ({})).flatMap((form) => pagesOfForm(form, {})));
}

/** Rounded to whole minutes: ten seconds for a question, and two more for each line of a list. */
function minutesFor(pages: readonly ItemsOfPage[]): number {
  const seconds = pages.reduce((sum, { items }) => sum + 10 + (items.length > 1 ? 2 * items.length : 0), 0);
  return Math.max(1, Math.round(seconds / 60));
}
