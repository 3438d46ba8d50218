import { sql } from 'kysely';
import { DAY, type Instant } from '../../src/domain/words/time';
import type { CheckInView } from '../../src/storage/check-in/check-ins';
import type { Tx } from '../../src/storage/tx/connection';

/** A late answer still helps the clinician; after this the next check-in asks better. */
const LATE_DAYS = 14;

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
