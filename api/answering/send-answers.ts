import { IF_WORSE } from '../../src/domain/words/clinic';
import type { CheckInView, PatientSession } from '../../src/storage/check-in/check-ins';
import type { Tx } from '../../src/storage/tx/connection';
import { deferForms } from '../patient/later';
import { type FormPage, formPages, nextPage } from './form-pages';
import { helpPage, recordShown } from './help-texts';
import { heldBack, type PatientDeps, type Seen, servedPages } from '../patient/serving';
import { safetyTexts } from '../patient/reader';
import { recordAnswered } from './record-answered';
import { standing } from './standing';

export type Sending =
  | { kind: 'no-session' }
  | { kind: 'closed'; view: CheckInView }
  | { kind: 'unfinished'; page: FormPage }
  /** Committed now, or by an earlier press of the same button. */
  | { kind: 'sent' };

/** The patient pressed Send: the fact, the scores, the closed check-in and the withheld reminders in one transaction. */
export async function sendAnswers(deps: PatientDeps, session: PatientSession, seen: Seen): Promise<Sending> {
  const { sending, wake } = await deps.store.transact(deps.store.db, (tx) => sendWithin(deps, tx, session, seen));
  if (wake !== undefined) deps.engine.nudgeEnrolment(wake, 'check-in.answered');
  return sending;
}

async function sendWithin(
  deps: PatientDeps,
  tx: Tx,
  session: PatientSession,
  seen: Seen,
): Promise<{ sending: Sending; wake?: string }> {
  const { store } = deps;
  const view = await store.patientSessions.lockCheckInOfSession(tx, session);
  if (view === null) return { sending: { kind: 'no-session' } };
  const locked = await store.facts.lockEnrolment(tx, deps.rules, view.enrolmentId);
  // The core's clock: what it calls late is called late here.
  const stands = standing(view, locked.now);
  if (stands === 'sent') return { sending: { kind: 'sent' } };
  if (stands === 'closed') return { sending: { kind: 'closed', view } };
  const { instruments } = locked.rules;
  const pages = formPages(view, instruments);
  const unfinished = nextPage(servedPages(pages, view, seen), view);
  if (unfinished) return { sending: { kind: 'unfinished', page: unfinished } };
  const deferred = heldBack(pages, view, seen);
  const isPutOff = await deferForms(deps, tx, view, deferred, locked);

  const late = stands === 'late';
  const { quiet } = await recordAnswered(deps, tx, { view, locked, late, deferred, recordedBy: 'patient' });
  const worse = helpPage(IF_WORSE, safetyTexts(view));
  if (worse !== null) await recordShown(deps, tx, view, worse);
  return { sending: { kind: 'sent' }, ...(quiet && !isPutOff ? {} : { wake: view.enrolmentId }) };
}
