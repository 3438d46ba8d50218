import { answerFault } from '../../src/domain/instrument/validate-answer';
import type { Answers, Item } from '../../src/domain/instrument/types';
import type { FormPage } from './form-pages';
import { words } from './texts.en';

/** Fields of a form as they arrived; nothing about them is known yet. */
export type Posted = Record<string, unknown>;
/** What is wrong, in words for the patient, and the ticks to show again. */
export type Fault = { message: string; ticked: string[]; none: boolean };
export type Reading = { values: Answers } | { fault: Fault };

const refuse = (message: string, ticked: string[] = [], none = false): Reading => ({
  fault: { message, ticked, none },
});

/** Turns what was posted to a page into answers, or into one sentence that says what to do. Never repairs, never guesses. */
export function readPosted(page: FormPage, posted: Posted): Reading {
  const list = page.instrument.presentation === 'list';
  const expected = new Set(list ? ['question', 'tick', 'none'] : ['question', 'answer']);
  if (Object.keys(posted).some((field) => !expected.has(field))) return refuse(words.faultUnasked);
  if (posted.question !== page.question) return refuse(words.faultOtherQuestion);
  const [item] = page.items;
  return list || item === undefined ? readList(page, posted) : readItem(item, posted.answer);
}

export function skipped(page: FormPage): Answers {
  return Object.fromEntries(page.items.map((item) => [item.id, null]));
}

function readItem(item: Item, posted: unknown): Reading {
  const value = typeof posted === 'string' && /^-?\d{1,6}$/.test(posted) ? Number(posted) : Number.NaN;
  const fault = answerFault(item, value);
  return fault === null ? { values: { [item.id]: value } } : refuse(`${fault}.`);
}

function readList(page: FormPage, posted: Posted): Reading {
  const ticked = posted.tick === undefined ? [] : [posted.tick].flat();
  const ids = page.items.map((item) => item.id);
  if (!ticked.every((id): id is string => typeof id === 'string' && ids.includes(id)))
    return refuse(words.faultUnasked);
  const none = posted.none === '1';
  if (posted.none !== undefined && !none) return refuse(words.faultUnasked);
  const noneWords = page.instrument.noneOfThese ?? words.none;
  if (none && ticked.length > 0) return refuse(words.faultBoth(noneWords), ticked, true);
  if (!none && ticked.length === 0) return refuse(words.faultNeither(noneWords));
  return { values: Object.fromEntries(ids.map((id) => [id, ticked.includes(id) ? 1 : 0])) };
}
