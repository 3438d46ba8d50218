import { localDateAt, plusDays, startOfDay } from '../../src/domain/calendar/calendar';
import { IF_WORSE } from '../../src/domain/words/clinic';
import { DomainError } from '../../src/domain/words/error';
import type { EnrolmentState } from '../../src/domain/words/state';
import type { CheckInView, PatientSession } from '../../src/storage/check-in/check-ins';
import type { Tx } from '../../src/storage/tx/connection';
import type { Locked } from '../../src/storage/enrolment/facts';
import { helpPage, recordShown, safetyNetOf } from '../answering/help-texts';
import type { PatientDeps } from './serving';
import { safetyTexts } from './reader';

/** A pause always has an end; to stop is for good, until the patient says otherwise. */
export const PAUSE_WEEKS = [1, 2, 4] as const;
/** `start`: the patient takes back a stop or a pause of the patient's own. */
export type Choice = { pauseWeeks: (typeof PAUSE_WEEKS)[number] } | 'stop' | 'start';

/** By the code of any link there ever was, or by the session of a check-in. */
export type FoundBy = { linkHash: Buffer } | PatientSession;

/** Whose messages they are. `checkIn`: null where the link is of an appointment, or answers a report. */
export type Stopping = Pick<
  CheckInView,
  'clinicId' | 'patientId' | 'givenName' | 'language' | 'timeZone' | 'settings' | 'now'
> & {
  checkIn: CheckInView | null;
};

/** Reads only. Null for what is no link of ours, and no session. */
export async function findStopping(
  { store }: Pick<PatientDeps, 'store'>,
  tx: Tx,
  by: FoundBy,
): Promise<Stopping | null> {
  const checkIn = await store.checkIns.readCheckIn(tx, by, null);
  if (checkIn !== null) return { ...checkIn, checkIn };
  if (!('linkHash' in by)) return null;
  const view = await store.reports.readReporter(tx, by);
  return view && { ...view, checkIn: null };
}

/**
 * The patient wants to be left alone. In one transaction the facts reach all enrolments, what was planned is withheld,
 * and nobody is forgotten: the core opens a task to ring, at once where a safety check-in is open. Pressing again writes
 * nothing. Null when the link or the session is unknown; otherwise the check-in it belongs to.
 */
export async function stopMessages(deps: PatientDeps, foundBy: FoundBy, choice: Choice): Promise<Stopping | null> {
  const woken = new Map<string, string>();
  const stopped = await deps.store.transact(deps.store.db, async (tx) => {
    woken.clear();
    const found = await find(deps, tx, foundBy);
    if (found === null) return null;
    await deps.store.facts.lockPatient(tx, found.patientId);
    // Again: while this waited, the address may have turned out to be somebody else's.
    const view = await find(deps, tx, foundBy);
    if (view === null) return null;
    const all = await deps.store.facts.lockPatientEnrolments(tx, deps.rules, view.patientId);
    const open = all.filter(({ status }) => status !== 'ended');
    const isStopped = (await deps.store.patients.mailConsent(tx, view.patientId)) === false;
    const wish = { deps, tx, view, open, woken };
    if (choice === 'start') await startAgain(wish);
    else if (isStopped) return view;
    else if (choice === 'stop') await stop(wish);
    else await pause(wish, choice.pauseWeeks);
    return view;
  });
  for (const [id, because] of woken) deps.engine.nudgeEnrolment(id, because);
  return stopped;
}

async function find(deps: PatientDeps, tx: Tx, by: FoundBy): Promise<Stopping | null> {
  if ('linkHash' in by) return findStopping(deps, tx, by);
  const checkIn = await deps.store.patientSessions.lockCheckInOfSession(tx, by);
  return checkIn && { ...checkIn, checkIn };
}

/** Where the wish of a patient is carried out: under the locks, for whom, in which open enrolments, and whom it wakes. */
type Wish = { deps: PatientDeps; tx: Tx; view: Stopping; open: Locked[]; woken: Map<string, string> };

async function stop(wish: Wish): Promise<void> {
  const { deps, tx, view, open } = wish;
  const { store } = deps;
  await writeConsent(wish, false);
  for (const locked of open) {
    const data = { email: false, by: 'patient' } as const;
    await store.facts.recordFact(tx, locked, { type: 'consent.changed', data, recordedBy: 'patient' });
    await store.messages.withholdForEnrolment(tx, locked.enrolmentId, 'no-consent');
    wish.woken.set(locked.enrolmentId, 'consent.changed');
  }
  await showTexts(deps, tx, view);
}

async function writeConsent({ deps, tx, view, open }: Wish, given: boolean): Promise<void> {
  await deps.store.patients.recordConsent(tx, view.patientId, {
    given,
    givenOn: localDateAt(view.settings.timeZone, view.now),
    at: open[0]?.now ?? view.now,
    by: 'patient',
  });
}

async function pause({ deps, tx, view, open, woken }: Wish, weeks: number): Promise<void> {
  const { store } = deps;
  const today = localDateAt(view.timeZone, open[0]?.now ?? view.now);
  const wanted = startOfDay(view.timeZone, plusDays(today, 7 * weeks));
  for (const locked of open) {
    const standing = await pauseOf(deps, tx, locked);
    // What staff agreed on may be longer; only a pause of the patient's own is shortened.
    if (standing !== null && (standing.by === 'patient' ? standing.until === wanted : standing.until >= wanted))
      continue;
    const data = { until: wanted, reason: 'asked for by link', by: 'patient' } as const;
    await store.facts.recordFact(tx, locked, { type: 'enrolment.paused', data, recordedBy: 'patient' });
    await store.messages.withholdUntil(tx, locked.enrolmentId, wanted, 'paused');
    woken.set(locked.enrolmentId, 'enrolment.paused');
  }
  if (woken.size > 0) await showTexts(deps, tx, view);
}

/** What staff agreed on stays: only the patient's own stop or pause is taken back here. */
async function startAgain(wish: Wish): Promise<void> {
  const { deps, tx, view, open, woken } = wish;
  const { store } = deps;
  const { stopped, byPatient } = await store.messageChoice.choiceOf(tx, view.patientId, view.now);
  if (stopped && byPatient) {
    await writeConsent(wish, true);
    for (const locked of open) {
      await store.facts.recordFact(tx, locked, {
        type: 'consent.changed',
        data: { email: true },
        recordedBy: 'patient',
      });
      woken.set(locked.enrolmentId, 'consent.changed');
    }
  }
  for (const locked of open) {
    if ((await pauseOf(deps, tx, locked))?.by !== 'patient') continue;
    await store.facts.recordFact(tx, locked, { type: 'enrolment.resumed', data: {}, recordedBy: 'patient' });
    woken.set(locked.enrolmentId, 'enrolment.resumed');
  }
}

/** Where the state cannot be read, none is known: the patient's wish stands by itself. */
async function pauseOf({ store }: PatientDeps, tx: Tx, locked: Locked): Promise<EnrolmentState['pause']> {
  try {
    return (await store.facts.upToNow(tx, locked)).state?.pause ?? null;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'quarantined') return null;
    throw error;
  }
}

/** The confirmation shows both; see stop-pages.ts. */
async function showTexts(deps: PatientDeps, tx: Tx, { checkIn: view }: Stopping): Promise<void> {
  // Which wording was shown is kept by check-in.
  if (view === null) return;
  const worse = helpPage(IF_WORSE, safetyTexts(view));
  await recordShown(deps, tx, view, safetyNetOf(view), ...(worse === null ? [] : [worse]));
}
