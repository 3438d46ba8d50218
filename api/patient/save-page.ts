import { knownRules } from '../../src/domain/instrument/known-flags';
import { type SafetySignal, safetySignals } from '../../src/domain/safety';
import type { CheckInView } from '../../src/storage/check-ins';
import type { Tx } from '../../src/storage/connection';
import { deferForms } from './defer-forms';
import { type FormPage, formPages } from './form-pages';
import { type HelpText, helpFor } from './help-texts';
import type { PatientDeps } from './patient-deps';
import { type MetSignal, type Nudges, nudgeAll, raiseSignals } from './raise-signals';
import type { Fault, Reading } from './read-posted';
import { safetyTexts } from './reader';
import { type Revisions, saveAnswers } from './save-answers';
import { type Seen, heldBack, servedPages } from './serving';
import { recordShown } from './shown-texts';
import { type Standing, standing } from './standing';

export type Saving =
  | { kind: 'no-session' }
  | { kind: 'no-page'; view: CheckInView }
  | { kind: 'faulty'; view: CheckInView; page: FormPage; fault: Fault }
  /** Nothing was saved, because the check-in takes no answers any more; the help is shown all the same. */
  | { kind: 'not-open'; view: CheckInView; standing: Standing; help: HelpText[] }
  /** `next`: the page after it that may be shown now; null at the end. */
  | { kind: 'saved'; view: CheckInView; page: FormPage; next: FormPage | null; help: HelpText[] };

/** The page a patient was on: kept outside the transaction, so that help can be shown even when it fails. */
export type Read = (page: FormPage, view: CheckInView) => Reading;

/** The number of the page, how to read what was posted to it, and what this browser has seen. */
export type PostedPage = { n: number; read: Read; seenIn: (view: CheckInView) => Seen };

/**
 * Saves one page in one transaction: the answers, the scores they complete and, when a safety rule is met, everything
 * that wakes a human. What is returned as `saved` is committed.
 */
export async function savePage(deps: PatientDeps, tokenHash: Buffer, posted: PostedPage): Promise<Saving> {
  const { saving, nudges } = await deps.store.transact(deps.store.db, (tx) => saveWithin(deps, tx, tokenHash, posted));
  if (nudges) nudgeAll(deps.engine, nudges);
  return saving;
}

async function saveWithin(
  deps: PatientDeps,
  tx: Tx,
  tokenHash: Buffer,
  { n, read, seenIn }: PostedPage,
): Promise<{ saving: Saving; nudges?: Nudges }> {
  const { store } = deps;
  const view = await store.patientSessions.lockCheckInOfSession(tx, tokenHash);
  if (view === null) return { saving: { kind: 'no-session' } };
  const { instruments } = deps.rules(view.pathway, view.settings);
  const page = formPages(view, instruments)[n - 1];
  if (page === undefined) return { saving: { kind: 'no-page', view } };
  const reading = read(page, view);
  if ('fault' in reading) return { saving: { kind: 'faulty', view, page, fault: reading.fault } };

  const { values } = reading;
  const signals = safetySignals(page.instrument, values, knownRules(view.known, view.now));
  const help = helpFor(signals, safetyTexts(view.settings, view.language));
  const stands = standing(view, view.now);
  if (stands === 'sent' || stands === 'closed') {
    await recordShown(deps, tx, view, ...help);
    return { saving: { kind: 'not-open', view, standing: stands, help } };
  }

  const late = stands === 'late';
  const { instrument } = page;
  const { after, revisions } = await saveAnswers(deps, tx, { view, instrument, values, savedBy: tokenHash, late });

  const seen = seenIn(view);
  const pages = formPages(after, instruments);
  const next = servedPages(pages, after, seen).find((each) => each.n > n) ?? null;
  const saving: Saving = { kind: 'saved', view, page, next, help };
  const nudges = await raise(deps, tx, { view, page, signals, help, revisions });
  const wake = await deferForms(deps, tx, view, heldBack(pages, after, seen));
  if (wake) nudges.enrolments.set(view.enrolmentId, 'form.deferred');
  return { saving, nudges };
}

async function raise(
  deps: PatientDeps,
  tx: Tx,
  {
    view,
    page,
    signals,
    help,
    revisions,
  }: { view: CheckInView; page: FormPage; signals: SafetySignal[]; help: HelpText[]; revisions: Revisions },
): Promise<Nudges> {
  if (signals.length === 0) return { enrolments: new Map(), escalations: new Set() };
  const met = signals.map((signal): MetSignal => {
    return { ...signal, instrument: page.instrument.id, revision: revisions.get(signal.item)?.revision ?? 1 };
  });
  return raiseSignals(deps, tx, view, met, help);
}
