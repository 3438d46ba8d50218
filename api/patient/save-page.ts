import type { Answers } from '../../src/domain/instrument/types';
import { safetySignals } from '../../src/domain/safety';
import type { CheckInView } from '../../src/storage/check-ins';
import type { Tx } from '../../src/storage/connection';
import { type FormPage, answersTo, formPages, formsOf, savedOn, withAnswers } from './form-pages';
import { type HelpText, helpFor } from './help-texts';
import { keepScores } from './keep-scores';
import type { PatientDeps } from './patient-deps';
import { type MetSignal, type Nudges, nudgeAll, raiseSignals } from './raise-signals';
import type { Fault, Reading } from './read-posted';
import { type Standing, standing } from './standing';

export type Saving =
  | { kind: 'no-session' }
  | { kind: 'no-page'; view: CheckInView }
  | { kind: 'faulty'; view: CheckInView; page: FormPage; fault: Fault }
  /** Nothing was saved, because the check-in takes no answers any more; the help is shown all the same. */
  | { kind: 'not-open'; view: CheckInView; standing: Standing; help: HelpText[] }
  | { kind: 'saved'; view: CheckInView; page: FormPage; last: boolean; help: HelpText[] };

/** The page a patient was on: kept outside the transaction, so that help can be shown even when it fails. */
export type Read = (page: FormPage, view: CheckInView) => Reading;

/**
 * Saves one page in one transaction: the answers, the scores they complete and, when a safety rule is met, everything
 * that wakes a human. What is returned as `saved` is committed.
 */
export async function savePage(deps: PatientDeps, tokenHash: Buffer, n: number, read: Read): Promise<Saving> {
  const { saving, nudges } = await deps.store.transact(deps.store.db, (tx) => saveWithin(deps, tx, tokenHash, n, read));
  if (nudges) nudgeAll(deps.engine, nudges);
  return saving;
}

async function saveWithin(
  deps: PatientDeps,
  tx: Tx,
  tokenHash: Buffer,
  n: number,
  read: Read,
): Promise<{ saving: Saving; nudges?: Nudges }> {
  const { store } = deps;
  const checkInId = await store.patientSessions.lockPatientOfSession(tx, tokenHash);
  const view = checkInId === null ? null : await store.checkIns.readCheckIn(tx, { checkInId }, tokenHash);
  if (view === null) return { saving: { kind: 'no-session' } };
  const { instruments } = deps.rules(view.pathway, view.settings);
  const page = formPages(view, instruments)[n - 1];
  if (page === undefined) return { saving: { kind: 'no-page', view } };
  const reading = read(page, view);
  if ('fault' in reading) return { saving: { kind: 'faulty', view, page, fault: reading.fault } };

  const { values } = reading;
  const signals = safetySignals(page.instrument, values, []);
  const help = helpFor(signals, view.settings);
  const stands = standing(view, view.now);
  if (stands === 'sent' || stands === 'closed') return { saving: { kind: 'not-open', view, standing: stands, help } };

  const revisions = await append(deps, tx, { view, page, values, tokenHash, late: stands === 'late' });
  const changed = page.items.map((item) => item.id).filter((id) => revisions.get(id)?.changed);
  const after = withAnswers(view, page.instrument.id, values);
  // Late, and nobody has looked yet at what was there at the close: scores made in time stay until then.
  const keep = stands === 'late' && view.status === 'planned' ? { keepFrom: view.closesAt } : {};
  for (const form of formsOf(after, instruments)) {
    const { instrument, from } = form;
    const isLongOf = from === page.instrument.id && after.answers.some((answer) => answer.instrument === instrument.id);
    if (instrument.id !== page.instrument.id && !isLongOf) continue;
    await keepScores(deps, tx, { view, instrument, answers: answersTo(form, after), changed, at: view.now, ...keep });
  }

  const last = n === formPages(after, instruments).length;
  const saving: Saving = { kind: 'saved', view, page, last, help };
  if (signals.length === 0) return { saving };
  const met = signals.map((signal): MetSignal => {
    return { ...signal, instrument: page.instrument.id, revision: revisions.get(signal.item)?.revision ?? 1 };
  });
  return { saving, nudges: await raiseSignals(deps, tx, view, met, help) };
}

/** A changed answer is a new revision; the same answer again is no row, so that posting twice is posting once. */
async function append(
  deps: PatientDeps,
  tx: Tx,
  {
    view,
    page,
    values,
    tokenHash,
    late,
  }: { view: CheckInView; page: FormPage; values: Answers; tokenHash: Buffer; late: boolean },
): Promise<Map<string, { revision: number; changed: boolean }>> {
  const before = savedOn(page, view);
  const revisions = new Map(
    page.items.map(({ id }) => {
      const saved = before.get(id);
      const changed = saved === undefined || saved.value !== values[id];
      return [id, { revision: (saved?.revision ?? 0) + (changed ? 1 : 0), changed }];
    }),
  );
  await deps.store.answers.appendAnswers(
    tx,
    [...revisions]
      .filter(([, { changed }]) => changed)
      .map(([item, { revision }]) => ({
        checkInId: view.id,
        instrument: page.instrument.id,
        item,
        revision,
        value: values[item] ?? null,
        formVersion: page.instrument.version,
        savedAt: view.now,
        savedBy: tokenHash,
        late,
      })),
  );
  return revisions;
}
