import { AS_USUAL } from '../../src/domain/instrument/range';
import type { CheckInView } from '../../src/storage/check-in/check-ins';
import { addressOf, type Reader } from './reader';
import { type FormPage, isDone, savedOn } from '../answering/form-pages';
import { laterView } from './later';
import { headingOf } from './question-view';

/** One row a page, with the answers typed in this session; of others it says only that there is one. */
export function checkView(served: FormPage[], all: FormPage[], view: CheckInView, reader: Reader) {
  const { words } = reader;
  const rows = all.filter((page) => served.includes(page) || isDone(page, view));
  return {
    title: rows.length === 0 ? words.laterTitle : words.checkTitle,
    rows: rows.map((page) => {
      return {
        n: page.n,
        question: headingOf(page),
        answer: answerLines(page, view, words),
        change: served.includes(page) ? `${addressOf(view)}/q/${page.n}?from=check` : null,
      };
    }),
    later: laterView(served, all, view, reader),
    action: `${addressOf(view)}/check`,
    sendLabel: rows.length === 0 ? words.laterSend : words.send,
    credits: [...new Set(rows.map(({ instrument }) => instrument.credit))],
  };
}

function answerLines(page: FormPage, view: CheckInView, words: Reader['words']): string[] {
  const saved = savedOn(page, view);
  if (saved.size < page.items.length) return [words.openAnswer];
  const answers = [...saved.values()];
  if (!answers.every((answer) => answer.mine)) return [words.hiddenAnswer];
  if (answers.every(({ value }) => value === null)) return [words.skippedAnswer];
  if (page.instrument.presentation === 'list') {
    const usual = page.instrument.known?.usual.label ?? '';
    const ticked = page.items.flatMap(({ id, text }) => {
      const value = saved.get(id)?.value;
      return value === 1 ? [text] : value === AS_USUAL ? [`${text} – ${usual}`] : [];
    });
    return ticked.length > 0 ? ticked : [page.instrument.noneOfThese ?? words.noneTicked];
  }
  return page.items.map(({ id, answering }) => {
    const value = saved.get(id)?.value ?? null;
    const option =
      answering.type === 'choice' ? answering.options.find((candidate) => candidate.value === value) : undefined;
    return option?.label ?? String(value);
  });
}
