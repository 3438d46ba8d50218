import { nextItem9Window } from '../../src/domain/check-ins/deferred';
import { fill } from '../../src/domain/patient-texts/texts';
import { helpPages } from '../../src/domain/escalation/safety';
import type { CheckInView } from '../../src/storage/check-in/check-ins';
import { addressOf } from './address';
import { day } from './day-and-hour';
import { type FormPage, isDone } from '../answering/form-pages';
import { helpPage } from '../answering/help-texts';
import type { Reader } from './reader';

/** What is not shown now because nobody is there: when it will be asked, and where there is help at any hour. */
export function laterView(served: FormPage[], all: FormPage[], view: CheckInView, reader: Reader) {
  const later = all.filter((page) => !served.includes(page) && !isDone(page, view));
  if (later.length === 0) return null;
  const { from } = nextItem9Window(view.settings, view.now);
  const pages = [...new Set(later.flatMap(({ instrument }) => helpPages(instrument)))];
  return {
    text: fill(reader.words.laterText, { date: day(from, view.timeZone, reader.language) }),
    help: pages.flatMap((page) => {
      const text = reader.safety === null ? null : helpPage(page, reader.safety);
      return text === null ? [] : [{ address: `${addressOf(view)}/help/${page}`, title: text.title }];
    }),
  };
}
