import type { CheckInView } from '../../src/storage/check-in/check-ins';
import type { Tx } from '../../src/storage/tx/connection';
import type { Locked } from '../../src/storage/enrolment/facts';
import { inSpiteOfDefects } from '../answering/in-spite-of-defects';
import type { PatientDeps } from './patient-deps';

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
