import { nextItem9Window } from '../../src/domain/check-ins/deferred';
import { fill } from '../../src/domain/patient-texts/texts';
import { helpPages } from '../../src/domain/escalation/safety';
import type { CheckInView } from '../../src/storage/check-in/check-ins';
import { addressOf, day, type Reader } from './reader';
import { type FormPage, isDone } from '../answering/form-pages';
import { helpPage } from '../answering/help-texts';
import type { Tx } from '../../src/storage/tx/connection';
import type { Locked } from '../../src/storage/enrolment/facts';
import { inSpiteOfDefects } from '../answering/standing';
import type { PatientDeps } from './serving';

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

/**
 * Puts off forms that are not shown now, under the locks of the caller: the fact, and the row the pages go by. True when
 * the enrolment is to be woken. A core that cannot take the fact in (a defect) is logged, and must keep no answer from
 * being saved: the form then stays open here.
 */
export async function deferForms(
  { store, rules, log }: PatientDeps,
  tx: Tx,
  view: CheckInView,
  forms: string[],
  held?: Locked,
): Promise<boolean> {
  const fresh = forms.filter((form) => !view.deferred.includes(form));
  if (fresh.length === 0) return false;
  return inSpiteOfDefects(
    tx,
    async () => {
      const locked = held ?? (await store.facts.lockEnrolment(tx, rules, view.enrolmentId));
      const { quiet } = await store.facts.recordFact(tx, locked, {
        type: 'form.deferred',
        data: { checkIn: view.key, forms: fresh },
        recordedBy: 'system',
      });
      await store.checkIns.deferForms(tx, view.id, fresh);
      return !quiet;
    },
    (err) => {
      log.error({ err, checkIn: view.id }, 'forms were not shown, but that could not be recorded');
      return false;
    },
  );
}
