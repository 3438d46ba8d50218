import { sql } from 'kysely';
import { DAY, type Instant } from '../../src/domain/words/time';
import type { CheckInView } from '../../src/storage/check-in/check-ins';
import type { Tx } from '../../src/storage/tx/connection';

/** A late answer still helps the clinician; after this the next check-in asks better. */
export const LATE_DAYS = 14;

export type Standing = 'open' | 'late' | 'sent' | 'closed';

type Window = Pick<CheckInView, 'status' | 'sentAt' | 'opensAt' | 'closesAt' | 'enrolmentStatus'>;

/** What a patient may still do with a check-in at this instant of clinic time. */
export function standing(checkIn: Window, now: Instant): Standing {
  if (checkIn.sentAt !== null || checkIn.status === 'answered') return 'sent';
  if (checkIn.enrolmentStatus === 'ended') return 'closed';
  if (checkIn.status === 'cancelled' || checkIn.status === 'superseded') return 'closed';
  if (now < checkIn.opensAt) return 'closed';
  if (now < checkIn.closesAt && checkIn.status === 'planned') return 'open';
  return now < checkIn.closesAt + LATE_DAYS * DAY ? 'late' : 'closed';
}

/** Its id while answers to it are taken, in time or late; else null. */
export function takesAnswers(checkIn: (Window & { id: string }) | null, now: Instant): string | null {
  return checkIn !== null && ['open', 'late'].includes(standing(checkIn, now)) ? checkIn.id : null;
}

/** Why staff can take no answers to a check-in now, in a sentence and a word for programs; null where they can. */
export function whyNoAnswers(checkIn: Window & { now: Instant }): { reason: string; message: string } | null {
  const { enrolmentStatus, status, opensAt, now } = checkIn;
  const stands = standing(checkIn, now);
  if (stands === 'open' || stands === 'late') return null;
  if (stands === 'sent') {
    const message =
      'This check-in is answered already. If those answers belong to another patient, use POST /check-ins/{id}/response-move.';
    return { reason: 'already-answered', message };
  }
  if (enrolmentStatus === 'ended')
    return { reason: 'ended', message: 'The enrolment has ended: its check-ins take no answers any more.' };
  if (status === 'cancelled' || status === 'superseded')
    return { reason: 'taken-back', message: 'This check-in was taken back: choose one that was asked.' };
  if (now < opensAt) return { reason: 'not-open-yet', message: 'This check-in has not opened yet.' };
  return { reason: 'too-late', message: 'This check-in closed too long ago: the next one asks how it is now.' };
}

/**
 * Work that must not undo what the transaction has done for the patient before it: a defect of the core is told by
 * `onDefect`, which gives the result instead. A fault of the database (lock time-out, deadlock, lost connection) is not
 * the core's: it is thrown on, so that the whole is tried again.
 */
export async function inSpiteOfDefects<T>(tx: Tx, work: () => Promise<T>, onDefect: (error: unknown) => T): Promise<T> {
  await sql`savepoint in_spite_of_defects`.execute(tx);
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'severity' in error) throw error;
    await sql`rollback to savepoint in_spite_of_defects`.execute(tx);
    return onDefect(error);
  }
}
