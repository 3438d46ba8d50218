import { type Form, formsAsked } from './forms';
import { isShown } from './item';
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

function askingOf(pages: readonly ItemsOfPage[]): Asking {
  const instruments = [...new Set(pages.map(({ instrument }) => instrument))];
  return {
    pages: pages.length,
    minutes: minutesFor(pages),
    longest: Math.max(0, ...pages.map(({ items }) => (items.length > 1 ? items.length : 0))),
    mayFollow: instruments.some(({ continues, items }) => continues !== undefined || items.some(({ askIf }) => askIf)),
  };
}

/** A check-in as it is opened now. `isWatched`: somebody is there to read what must be read (see item-9-window.ts). */
export type Opened = {
  ask: readonly string[];
  deferred: readonly string[];
  answers: readonly { instrument: string; item: string; value: Answers[string] }[];
  isWatched: boolean;
};

/**
 * A form whose answers somebody must be there to read is shown in its window only, up to its last safety question. One
 * that was put off is asked by another check-in, and not here any more.
 */
export function isShownNow(
  { id, items, servedIn }: Instrument,
  { deferred, answers, isWatched }: Omit<Opened, 'ask'>,
): boolean {
  if (servedIn === undefined) return true;
  const answered = (item: Item): boolean =>
    answers.some((answer) => answer.instrument === id && answer.item === item.id);
  if (items.every((item) => item.safety === undefined || answered(item))) return true;
  return !deferred.includes(id) && isWatched;
}

/** What a check-in asks whoever opens it now, by a link of a mail or on any other way. */
export function askingNow(opened: Opened, instruments: Record<string, Instrument>): Asking {
  const answersTo = (id: string): Answers =>
    Object.fromEntries(
      opened.answers.filter(({ instrument }) => instrument === id).map(({ item, value }) => [item, value]),
    );
  const asked = opened.ask.flatMap((id) => instruments[id] ?? []);
  return askingOf(
    formsAsked(asked, instruments, answersTo)
      .filter(({ instrument }) => isShownNow(instrument, opened))
      .flatMap((form) => pagesOfForm(form, { ...form.carried, ...answersTo(form.instrument.id) })),
  );
}

/** Rounded to whole minutes: ten seconds for a question, and two more for each line of a list. */
function minutesFor(pages: readonly ItemsOfPage[]): number {
  const seconds = pages.reduce((sum, { items }) => sum + 10 + (items.length > 1 ? 2 * items.length : 0), 0);
  return Math.max(1, Math.round(seconds / 60));
}
