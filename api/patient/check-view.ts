import type { CheckInView } from '../../src/storage/check-ins';
import { type FormPage, savedOn } from './form-pages';
import { headingOf } from './question-view';
import { words } from './texts.en';

/** One row a page, with the answers typed in this session; of others it says only that there is one. */
export function checkView(pages: FormPage[], view: CheckInView) {
  return {
    title: words.checkTitle,
    rows: pages.map((page) => {
      return {
        n: page.n,
        question: headingOf(page),
        answer: answerLines(page, view),
        change: `/check-in/q/${page.n}?from=check`,
      };
    }),
    credits: [...new Set(pages.map(({ instrument }) => instrument.credit))],
  };
}

function answerLines(page: FormPage, view: CheckInView): string[] {
  const saved = savedOn(page, view);
  if (saved.size < page.items.length) return [words.openAnswer];
  const answers = [...saved.values()];
  if (!answers.every((answer) => answer.mine)) return [words.hiddenAnswer];
  if (answers.every(({ value }) => value === null)) return [words.skippedAnswer];
  if (page.instrument.presentation === 'list') {
    const ticked = page.items.filter(({ id }) => saved.get(id)?.value === 1).map(({ text }) => text);
    return ticked.length > 0 ? ticked : [page.instrument.noneOfThese ?? words.noneTicked];
  }
  return page.items.map(({ id, answering }) => {
    const value = saved.get(id)?.value ?? null;
    const option =
      answering.type === 'choice' ? answering.options.find((candidate) => candidate.value === value) : undefined;
    return option?.label ?? String(value);
  });
}
