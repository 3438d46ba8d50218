import { answerFault } from '../../src/domain/instrument/item';
import { AS_USUAL } from '../../src/domain/instrument/range';
import type { Answers, Item } from '../../src/domain/instrument/types';
import { fill } from '../../src/domain/patient-texts/texts';
import type { FormPage } from '../answering/form-pages';
import type { Reader } from './reader';

/** Fields of a form as they arrived; nothing about them is known yet. */
export type Posted = Record<string, unknown>;
/** What can be wrong with what was posted; `faultText` has the words. */
const faults = ['unasked', 'other-question', 'scale', 'choice', 'neither', 'both'] as const;
export type FaultName = (typeof faults)[number];
/** What is wrong, and the ticks to show again. */
export type Fault = { name: FaultName; ticked: string[]; usual: string[]; none: boolean };
export type Reading = { values: Answers } | { fault: Fault };

export const isFaultName = (name: unknown): name is FaultName => faults.some((each) => each === name);

export const faulty = (name: FaultName, ticked: string[] = [], none = false, usual: string[] = []): Reading => ({
  fault: { name, ticked, usual, none },
});

/** One sentence that says what to do. */
export function faultText(name: FaultName, { instrument, items }: FormPage, { words }: Reader): string {
  const none = instrument.noneOfThese ?? words.none;
  const answering = items[0]?.answering;
  const sentences = {
    unasked: words.faultUnasked,
    'other-question': words.faultOtherQuestion,
    scale: answering?.type === 'scale' ? fill(words.faultScale, answering) : words.faultChoice,
    choice: words.faultChoice,
    neither: fill(words.faultNeither, { none }),
    both: fill(words.faultBoth, { none }),
  } satisfies Record<FaultName, string>;
  return sentences[name];
}

/** Turns what was posted to a page into answers, or into what is wrong with it. Never repairs, never guesses. */
export function readPosted(page: FormPage, posted: Posted): Reading {
  const list = page.instrument.presentation === 'list';
  const expected = new Set(list ? ['question', 'tick', 'usual', 'none'] : ['question', 'answer']);
  if (Object.keys(posted).some((field) => !expected.has(field))) return faulty('unasked');
  if (posted.question !== page.question) return faulty('other-question');
  const [item] = page.items;
  return list || item === undefined ? readList(page, posted) : readItem(item, posted.answer);
}

export function skipped(page: FormPage): Answers {
  return Object.fromEntries(page.items.map((item) => [item.id, null]));
}

function readItem(item: Item, posted: unknown): Reading {
  const value = typeof posted === 'string' && /^-?\d{1,6}$/.test(posted) ? Number(posted) : Number.NaN;
  if (answerFault(item, value) === null) return { values: { [item.id]: value } };
  return faulty(item.answering.type === 'scale' ? 'scale' : 'choice');
}

/** Whether "as usual" can be an answer to a line: offered while a clinician has recorded the sign as known. */
export function mayBeKnown({ answering, safety }: Item): boolean {
  return answering.type === 'flag' && safety?.canBeKnown !== undefined;
}

function readList(page: FormPage, posted: Posted): Reading {
  const ids = page.items.map((item) => item.id);
  const ticked = ticksOf(posted.tick, ids);
  // Taken also when the sign has just run out as known: the rules then judge it as new.
  const usual = ticksOf(
    posted.usual,
    page.items.filter(mayBeKnown).map((item) => item.id),
  );
  if (ticked === null || usual === null) return faulty('unasked');
  const none = posted.none === '1';
  if (posted.none !== undefined && !none) return faulty('unasked');
  const any = ticked.length + usual.length > 0;
  if (none && any) return faulty('both', ticked, true, usual);
  if (!none && !any) return faulty('neither');
  // Both ticks of one line: a worse sign is never kept from anybody by a question back.
  const valueOf = (id: string): number => (ticked.includes(id) ? 1 : usual.includes(id) ? AS_USUAL : 0);
  return { values: Object.fromEntries(ids.map((id) => [id, valueOf(id)])) };
}

/** Null when something was ticked that is not there to tick. */
function ticksOf(posted: unknown, ids: readonly string[]): string[] | null {
  const ticked: unknown[] = posted === undefined ? [] : [posted].flat();
  return ticked.every((id): id is string => typeof id === 'string' && ids.includes(id)) ? ticked : null;
}
