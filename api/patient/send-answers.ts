import { scoreAnswers } from '../../src/domain/instrument/score';
import type { Answers, Instrument, Score } from '../../src/domain/instrument/types';
import type { CheckInView } from '../../src/storage/check-ins';
import type { Tx } from '../../src/storage/connection';
import { type FormPage, answersTo, formPages, formsOf, nextPage } from './form-pages';
import { keepScores } from './keep-scores';
import type { PatientDeps } from './patient-deps';
import { standing } from './standing';

export type Sending =
  | { kind: 'no-session' }
  | { kind: 'closed'; view: CheckInView }
  | { kind: 'unfinished'; page: FormPage }
  /** Committed now, or by an earlier press of the same button. */
  | { kind: 'sent' };

/** The patient pressed Send: the fact, the scores, the closed check-in and the withheld reminders in one transaction. */
export async function sendAnswers(deps: PatientDeps, tokenHash: Buffer): Promise<Sending> {
  const { sending, wake } = await deps.store.transact(deps.store.db, (tx) => sendWithin(deps, tx, tokenHash));
  if (wake !== undefined) deps.engine.nudgeEnrolment(wake, 'check-in.answered');
  return sending;
}

async function sendWithin(deps: PatientDeps, tx: Tx, tokenHash: Buffer): Promise<{ sending: Sending; wake?: string }> {
  const { store } = deps;
  const checkInId = await store.patientSessions.lockPatientOfSession(tx, tokenHash);
  const view = checkInId === null ? null : await store.checkIns.readCheckIn(tx, { checkInId }, tokenHash);
  if (view === null) return { sending: { kind: 'no-session' } };
  const locked = await store.facts.lockEnrolment(tx, deps.rules, view.enrolmentId);
  // The core's clock: what it calls late is called late here.
  const stands = standing(view, locked.now);
  if (stands === 'sent') return { sending: { kind: 'sent' } };
  if (stands === 'closed') return { sending: { kind: 'closed', view } };
  const { instruments } = locked.rules;
  const unfinished = nextPage(formPages(view, instruments), view);
  if (unfinished) return { sending: { kind: 'unfinished', page: unfinished } };

  const late = stands === 'late';
  const answered = formsOf(view, instruments).map((form) => {
    return { instrument: form.instrument, answers: answersTo(form, view) };
  });
  const scores = scoresOf(answered);
  // The fact first: with it goes what was there at the close, which late scores would otherwise cover.
  const { quiet } = await store.facts.recordFact(tx, locked, {
    type: 'check-in.answered',
    data: { checkIn: view.key, scores, late },
    recordedBy: 'patient',
  });
  await store.checkIns.markSent(tx, view.id, { at: locked.now, late });
  if (late) {
    for (const { instrument, answers } of answered) {
      const changed = instrument.items.map((item) => item.id);
      await keepScores(deps, tx, { view, instrument, answers, changed, at: locked.now });
    }
  }
  await store.messages.withholdForCheckIn(tx, view.id, 'answered');
  return { sending: { kind: 'sent' }, ...(quiet ? {} : { wake: view.enrolmentId }) };
}

/** Each score once: a long form gives those of the short one it goes on. Only what the core compares goes into the fact. */
function scoresOf(answered: { instrument: Instrument; answers: Answers }[]): Score[] {
  const results = answered.flatMap(({ instrument, answers }) => scoreAnswers(instrument, answers).scores);
  const byName = new Map(results.map(({ score, value, raw }): [string, Score] => [score, { score, value, raw }]));
  return [...byName.values()];
}
