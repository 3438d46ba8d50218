import { DomainError } from '../../src/domain/error';
import type { Answers, Instrument, Item } from '../../src/domain/instrument/types';
import type { Rules } from '../../src/domain/rules';
import type { CheckInView, SavedAnswer } from '../../src/storage/check-ins';

/** One page of the form: a single item, or a whole list. */
export type FormPage = {
  /** From 1, as in the address. */
  n: number;
  instrument: Instrument;
  items: Item[];
  /** Instrument, version and item: travels with the form, so that an answer cannot land on another question. */
  question: string;
};

export function formPages(ask: string[], instruments: Rules['instruments']): FormPage[] {
  return ask.flatMap((id) => pagesOf(known(instruments, id))).map((page, index) => ({ ...page, n: index + 1 }));
}

function pagesOf(instrument: Instrument): Omit<FormPage, 'n'>[] {
  const name = `${instrument.id}@${instrument.version}`;
  if (instrument.presentation === 'list') return [{ instrument, items: instrument.items, question: name }];
  return instrument.items.map((item) => ({ instrument, items: [item], question: `${name}/${item.id}` }));
}

function known(instruments: Rules['instruments'], id: string): Instrument {
  const instrument = instruments[id];
  if (!instrument)
    throw new DomainError('configuration', `A check-in asks for ${id}, which is not in instruments/.`, {
      instrument: id,
    });
  return instrument;
}

/** The newest saved row of each item of a page; absent = not reached. */
export function savedOn(page: FormPage, view: CheckInView): Map<string, SavedAnswer> {
  const ids = new Set(page.items.map((item) => item.id));
  const own = view.answers.filter(({ instrument, item }) => instrument === page.instrument.id && ids.has(item));
  return new Map(own.map((answer) => [answer.item, answer]));
}

/** Answered or skipped: nothing on it is left to decide. */
export function isDone(page: FormPage, view: CheckInView): boolean {
  return savedOn(page, view).size === page.items.length;
}

export function nextPage(pages: FormPage[], view: CheckInView): FormPage | null {
  return pages.find((page) => !isDone(page, view)) ?? null;
}

/** All answers to one instrument, with those just typed laid over. */
export function answersTo(instrument: Instrument, view: CheckInView, typed: Answers = {}): Answers {
  const saved = view.answers.filter((answer) => answer.instrument === instrument.id);
  return { ...Object.fromEntries(saved.map(({ item, value }) => [item, value])), ...typed };
}

/** Rounded to whole minutes: ten seconds for a question, and two more for each line of a list. */
export function minutesFor(pages: FormPage[]): number {
  const seconds = pages.reduce((sum, page) => sum + 10 + (page.items.length > 1 ? 2 * page.items.length : 0), 0);
  return Math.max(1, Math.round(seconds / 60));
}
