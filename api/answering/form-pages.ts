import { DomainError } from '../../src/domain/words/error';
import { type Form, formsAsked } from '../../src/domain/instrument/forms';
import { type ItemsOfPage, pagesOfForm } from '../../src/domain/instrument/pages';
import type { Answers, Instrument } from '../../src/domain/instrument/types';
import { worded } from '../../src/domain/instrument/worded';
import type { Rules } from '../../src/domain/step/rules';
import type { CheckInView, SavedAnswer } from '../../src/storage/check-in/check-ins';

/** One page of the form: a single item, or a whole list. */
export type FormPage = ItemsOfPage & {
  /** From 1, as in the address. */
  n: number;
  /** Instrument, version and item: travels with the form, so that an answer cannot land on another question. */
  question: string;
};

/** The forms of a check-in as far as its answers have led: the same for the pages, the scores and the sending. */
export function formsOf(view: CheckInView, instruments: Rules['instruments']): Form[] {
  const asked = view.ask.map((id) => known(instruments, id));
  const forms = formsAsked(asked, instruments, (id) => savedAnswers(id, view));
  return forms.map((form) => ({ ...form, instrument: worded(form.instrument, view.language) }));
}

/** Every question of the check-in, in order. Answers may add pages behind them (a long form, a question that follows). */
export function formPages(view: CheckInView, instruments: Rules['instruments']): FormPage[] {
  return formsOf(view, instruments)
    .flatMap((form) => pagesOfForm(form, answersTo(form, view)))
    .map((page, index) => ({ ...page, question: questionOf(page), n: index + 1 }));
}

/** A list has one name, an item has its own. */
const questionOf = ({ instrument, items }: ItemsOfPage): string => {
  const name = `${instrument.id}@${instrument.version}`;
  return instrument.presentation === 'list' ? name : `${name}/${items[0]?.id ?? ''}`;
};

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

/** All answers to one form: those carried into it, and over them its own. */
export function answersTo({ instrument, carried }: Form, view: CheckInView): Answers {
  return { ...carried, ...savedAnswers(instrument.id, view) };
}

export function savedAnswers(instrument: string, view: CheckInView): Answers {
  const saved = view.answers.filter((answer) => answer.instrument === instrument);
  return Object.fromEntries(saved.map(({ item, value }) => [item, value]));
}

/** The check-in as it is once these answers are saved: what they lead to, before anybody reads it again. */
export function withAnswers(view: CheckInView, instrument: string, typed: Answers): CheckInView {
  const others = view.answers.filter(
    (answer) => answer.instrument !== instrument || !Object.hasOwn(typed, answer.item),
  );
  const fresh = Object.entries(typed).map(([item, value]) => ({ instrument, item, value, revision: 0, mine: true }));
  return { ...view, answers: [...others, ...fresh] };
}
