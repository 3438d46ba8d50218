import { knownRules } from '../../src/domain/instrument/left-blank';
import type { Answers } from '../../src/domain/instrument/types';
import { type SafetySignal, safetySignals } from '../../src/domain/escalation/safety';
import type { CheckInView, PatientSession } from '../../src/storage/check-in/check-ins';
import type { Tx } from '../../src/storage/tx/connection';
import { deferForms } from './later';
import { type FormPage, formPages, savedOn } from '../answering/form-pages';
import { helpFor } from '../answering/help-texts';
import { heldBack, type PatientDeps, type Seen, servedPages } from './serving';
import { type MetSignal, nudgeAll, type Nudges, raiseSignals } from '../answering/raise-signals';
import type { Fault, Reading } from './read-posted';
import { safetyTexts } from './reader';
import { saveAnswers } from '../answering/save-answers';
import { type Standing, standing } from '../answering/standing';

export type Saving =
  | { kind: 'no-session' }
  | { kind: 'no-page'; view: CheckInView }
  | { kind: 'faulty'; view: CheckInView; page: FormPage; fault: Fault }
  /** The check-in takes no answers any more. A worrying one is raised all the same, and its help stands under `help`. */
  | { kind: 'not-open'; view: CheckInView; standing: Standing; isWorrying: boolean }
  /** `next`: the page after it that may be shown now; null at the end. */
  | { kind: 'saved'; view: CheckInView; page: FormPage; next: FormPage | null; isWorrying: boolean };

/** The page a patient was on: kept outside the transaction, so that help can be shown even when it fails. */
export type Read = (page: FormPage, view: CheckInView) => Reading;

/** The number of the page, how to read what was posted to it, and what this browser has seen. */
export type PostedPage = { n: number; read: Read; seen: Seen };

/**
 * Saves one page in one transaction: the answers, the scores they complete and, when a safety rule is met, everything
 * that wakes a human. What is returned as `saved` is committed.
 */
export async function savePage(deps: PatientDeps, session: PatientSession, posted: PostedPage): Promise<Saving> {
  const { saving, nudges } = await deps.store.transact(deps.store.db, (tx) => saveWithin(deps, tx, session, posted));
  if (nudges) nudgeAll(deps.engine, nudges);
  return saving;
}

async function saveWithin(
  deps: PatientDeps,
  tx: Tx,
  session: PatientSession,
  { n, read, seen }: PostedPage,
): Promise<{ saving: Saving; nudges?: Nudges }> {
  const { store } = deps;
  const view = await store.patientSessions.lockCheckInOfSession(tx, session);
  if (view === null) return { saving: { kind: 'no-session' } };
  const { instruments } = deps.rules(view.pathway, view.settings);
  const page = formPages(view, instruments)[n - 1];
  if (page === undefined) return { saving: { kind: 'no-page', view } };
  const reading = read(page, view);
  if ('fault' in reading) return { saving: { kind: 'faulty', view, page, fault: reading.fault } };

  const { values } = reading;
  const { instrument } = page;
  const signals = safetySignals(instrument, values, knownRules(view.known, view.now));
  const isWorrying = signals.length > 0;
  const stands = standing(view, view.now);
  if (stands === 'sent' || stands === 'closed') {
    const met = signals.map((signal) => ({
      ...signal,
      instrument: instrument.id,
      ...notKept(page, view, values, signal),
    }));
    const nudges = await raise(deps, tx, view, met);
    return { saving: { kind: 'not-open', view, standing: stands, isWorrying }, nudges };
  }

  const late = stands === 'late';
  const savedBy = session.tokenHash;
  const { after, revisions } = await saveAnswers(deps, tx, { view, instrument, values, savedBy, late });

  const pages = formPages(after, instruments);
  const next = servedPages(pages, after, seen).find((each) => each.n > n) ?? null;
  const saving: Saving = { kind: 'saved', view, page, next, isWorrying };
  const met = signals.map((signal) => ({
    ...signal,
    instrument: instrument.id,
    revision: revisions.get(signal.item)?.revision ?? 1,
  }));
  const nudges = await raise(deps, tx, view, met);
  const wake = await deferForms(deps, tx, view, heldBack(pages, after, seen));
  if (wake) nudges.enrolments.set(view.enrolmentId, 'form.deferred');
  return { saving, nudges };
}

/** The answer that was kept, if it said the same: it was raised then. Otherwise each new value once. */
function notKept(
  page: FormPage,
  view: CheckInView,
  values: Answers,
  { item }: SafetySignal,
): Pick<MetSignal, 'revision'> {
  const saved = savedOn(page, view).get(item);
  const value = values[item] ?? 0;
  return { revision: saved?.value === value ? saved.revision : `after-${value}` };
}

async function raise(deps: PatientDeps, tx: Tx, view: CheckInView, met: MetSignal[]): Promise<Nudges> {
  if (met.length === 0) return { enrolments: new Map(), escalations: new Set() };
  return raiseSignals(deps, tx, view, met, helpFor(met, safetyTexts(view)));
}
