import { instantAt } from '../../src/domain/calendar/calendar';
import { DomainError } from '../../src/domain/words/error';
import type { TakenBy } from '../../src/domain/words/choices';
import { knownRules } from '../../src/domain/instrument/known-flags';
import { byUrgency, safetySignals } from '../../src/domain/escalation/safety';
import type { Instant } from '../../src/domain/words/time';
import type { CheckInView } from '../../src/storage/check-in/check-ins';
import type { Tx } from '../../src/storage/tx/connection';
import type { TakenAnswers } from '../contracts/taken-answers';
import type { ApiDeps } from '../deps';
import { fieldsRefused } from '../middleware/contract';
import { type HelpText, helpFor } from '../answering/help-texts';
import { type MetSignal, nudgeAll, type Nudges, raiseSignals } from '../answering/raise-signals';
import { safetyTexts } from '../patient/reader';
import { recordAnswered } from '../answering/record-answered';
import { saveAnswers } from '../answering/save-answers';
import { standing } from '../answering/standing';
import { namedPerson, type Principal } from '../middleware/principal';
import { formsGiven, takenAnswerFaults } from './taken-answer-faults';
import type { Call, Reply } from '../routes/route';
import { untilDigested } from './settling';

/**
 * Answers that staff took on the telephone or from paper, by the rules of the patient's own pages, in one transaction: the
 * rows and scores, whatever a safety rule wakes, and the fact that the check-in is answered.
 */
export function takeAnswers({
  params,
  body,
  principal,
  deps,
  commit,
}: Call<{ id: string }, unknown, TakenAnswers>): Promise<Reply> {
  const { store, engine } = deps;
  const recordedBy = namedPerson(principal);
  return commit(async (tx) => {
    const view = await lockCheckIn(tx, deps, principal, params.id);
    refuseStanding(view);
    const faults = takenAnswerFaults(view, deps.rules(view.pathway, view.settings).instruments, body);
    if (faults.length > 0) throw fieldsRefused(faults);

    const { signals, saved } = await saveForms(tx, deps, view, body);
    const help = helpFor(signals, safetyTexts(view));
    const nudges = await raise(tx, deps, view, signals, body.taken === 'telephone' ? help : []);
    const locked = await store.facts.lockEnrolment(tx, deps.rules, view.enrolmentId);
    const late = standing(view, locked.now) !== 'open';
    const { eventId, seq, quiet } = await recordAnswered(deps, tx, {
      view: saved,
      locked,
      late,
      deferred: view.deferred.filter((form) => !Object.hasOwn(body.answers, form)),
      recordedBy,
      occurredAt: occurredAt(view, body, locked.now),
      taken: takenBy(body),
    });
    return {
      status: 202,
      body: { eventId, late, help },
      afterCommit: async () => {
        nudgeAll(engine, nudges);
        if (quiet) return;
        engine.nudgeEnrolment(view.enrolmentId, 'check-in.answered');
        await untilDigested(deps, view.enrolmentId, seq);
      },
    };
  });
}

/** The patient first; then the check-in as it is once nobody else can write about this patient. */
async function lockCheckIn(tx: Tx, { store }: ApiDeps, { clinicId }: Principal, id: string): Promise<CheckInView> {
  const found = await store.responseMoves.findCheckIn(tx, clinicId, id);
  if (found !== null) {
    await store.facts.lockPatient(tx, found.patientId);
    const view = await store.checkIns.readCheckIn(tx, { checkInId: id }, null);
    if (view !== null) return view;
  }
  throw new DomainError('not-found', 'There is no such check-in in this clinic.');
}

function refuseStanding(view: CheckInView): void {
  const stands = standing(view, view.now);
  if (stands === 'open' || stands === 'late') return;
  const [reason, message] = whyNot(view, stands);
  throw new DomainError('not-possible-now', message, { reason });
}

function whyNot({ enrolmentStatus, status, opensAt, now }: CheckInView, stands: 'sent' | 'closed'): [string, string] {
  if (stands === 'sent') {
    return [
      'already-answered',
      'This check-in is answered already. If those answers belong to another patient, use POST /check-ins/{id}/response-move.',
    ];
  }
  if (enrolmentStatus === 'ended') return ['ended', 'The enrolment has ended: its check-ins take no answers any more.'];
  if (status === 'cancelled' || status === 'superseded') {
    return ['taken-back', 'This check-in was taken back: choose one that was asked.'];
  }
  if (now < opensAt) return ['not-open-yet', 'This check-in has not opened yet.'];
  return ['too-late', 'This check-in closed too long ago: the next one asks how it is now.'];
}

/** Form by form, as the patient's pages save them: a short one before the long one it leads into. */
async function saveForms(
  tx: Tx,
  deps: ApiDeps,
  view: CheckInView,
  given: TakenAnswers,
): Promise<{ signals: MetSignal[]; saved: CheckInView }> {
  const known = knownRules(view.known, view.now);
  const late = standing(view, view.now) === 'late';
  const signals: MetSignal[] = [];
  let saved = view;
  for (const { instrument } of formsGiven(view, deps.rules(view.pathway, view.settings).instruments, given)) {
    const values = given.answers[instrument.id];
    if (values === undefined) continue;
    const { after, revisions } = await saveAnswers(deps, tx, { view: saved, instrument, values, savedBy: null, late });
    saved = after;
    for (const signal of safetySignals(instrument, values, known)) {
      const revision = revisions.get(signal.item)?.revision ?? 1;
      signals.push({ ...signal, instrument: instrument.id, revision });
    }
  }
  return { signals: signals.sort(byUrgency), saved };
}

/** `shown`: what is read to the patient, who is on the line; of a paper nobody is told anything by this. */
function raise(tx: Tx, deps: ApiDeps, view: CheckInView, signals: MetSignal[], shown: HelpText[]): Promise<Nudges> {
  if (signals.length === 0) return Promise.resolve({ enrolments: new Map(), escalations: new Set() });
  return raiseSignals(deps, tx, view, signals, shown);
}

/** Of a paper only the day is known: its noon, inside the time the check-in has been open. */
function occurredAt({ timeZone, opensAt }: CheckInView, { takenOn }: TakenAnswers, now: Instant): Instant {
  return takenOn === undefined ? now : Math.min(now, Math.max(opensAt, instantAt(timeZone, takenOn, '12:00')));
}

function takenBy({ taken, takenOn, answeredBy }: TakenAnswers): TakenBy {
  return { by: taken, from: answeredBy, ...(takenOn === undefined ? {} : { on: takenOn }) };
}
