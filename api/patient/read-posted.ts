import { answerFault } from '../../src/domain/instrument/validate-answer';
import { AS_USUAL } from '../../src/domain/instrument/range';
import type { Answers, Item } from '../../src/domain/instrument/types';
import { fill } from '../../src/domain/patient-texts';
import type { FormPage } from './form-pages';
import type { Reader } from './reader';

/** Fields of a form as they arrived; nothing about them is known yet. */
export type Posted = Record<string, unknown>;
/** What is wrong, in words for the patient, and the ticks to show again. */
export type Fault = { message: string; ticked: string[]; usual?: string[]; none: boolean };
export type Reading = { values: Answers } | { fault: Fault };

const refuse = (message: string, ticked: string[] = [], none = false, usual: string[] = []): Reading => ({
  fault: { message, ticked, usual, none },
});

/** Turns what was posted to a page into answers, or into one sentence that says what to do. Never repairs, never guesses. */
export function readPosted(page: FormPage, posted: Posted, { words }: Reader): Reading {
  const list = page.instrument.presentation === 'list';
  const expected = new Set(list ? ['question', 'tick', 'usual', 'none'] : ['question', 'answer']);
  if (Object.keys(posted).some((field) => !expected.has(field))) return refuse(words.faultUnasked);
  if (posted.question !== page.question) return refuse(words.faultOtherQuestion);
  const [item] = page.items;
  return list || item === undefined ? readList(page, posted, words) : readItem(item, posted.answer, words);
}

export function skipped(page: FormPage): Answers {
  return Object.fromEntries(page.items.map((item) => [item.id, null]));
}

function readItem(item: Item, posted: unknown, words: Reader['words']): Reading {
  const value = typeof posted === 'string' && /^-?\d{1,6}$/.test(posted) ? Number(posted) : Number.NaN;
  if (answerFault(item, value) === null) return { values: { [item.id]: value } };
  const { answering } = item;
  return refuse(answering.type === 'scale' ? fill(words.faultScale, answering) : words.faultChoice);
}

/** Whether "as usual" can be an answer to a line: offered while a clinician has recorded the sign as known. */
export function mayBeKnown({ answering, safety }: Item): boolean {
  return answering.type === 'flag' && safety?.canBeKnown === true;
}

function readList(page: FormPage, posted: Posted, words: Reader['words']): Reading {
  const ids = page.items.map((item) => item.id);
  const ticked = ticksOf(posted.tick, ids);
  // Taken also when the sign has just run out as known: the rules then judge it as new.
  const usual = ticksOf(
    posted.usual,
    page.items.filter(mayBeKnown).map((item) => item.id),
  );
  if (ticked === null || usual === null) return refuse(words.faultUnasked);
  const none = posted.none === '1';
  if (posted.none !== undefined && !none) return refuse(words.faultUnasked);
  const noneWords = page.instrument.noneOfThese ?? words.none;
  const any = ticked.length + usual.length > 0;
  if (none && any) return refuse(fill(words.faultBoth, { none: noneWords }), ticked, true, usual);
  if (!none && !any) return refuse(fill(words.faultNeither, { none: noneWords }));
  // Both ticks of one line: a worse sign is never kept from anybody by a question back.
  const valueOf = (id: string): number => (ticked.includes(id) ? 1 : usual.includes(id) ? AS_USUAL : 0);
  return { values: Object.fromEntries(ids.map((id) => [id, valueOf(id)])) };
}

/** Null when something was ticked that is not there to tick. */
function ticksOf(posted: unknown, ids: readonly string[]): string[] | null {
  const ticked: unknown[] = posted === undefined ? [] : [posted].flat();
  return ticked.every((id): id is string => typeof id === 'string' && ids.includes(id)) ? ticked : null;
}
