import { sql } from 'kysely';
import { type CheckInView, type PatientSession, readCheckIn } from './check-ins';
import type { Tx } from '../tx/connection';
import { plannedOnce } from '../tx/planned-once';
import { sentAhead } from '../tx/sent-ahead';

/**
 * A session answers one check-in. It lives by the wall clock: the demonstration clock must not throw a patient out. False
 * where the link was revoked in this very moment: whoever revokes waits for the link's row, or is waited for.
 */
export async function startPatientSession(
  tx: Tx,
  session: { tokenHash: Buffer; linkHash: Buffer; hours: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into patient_session (token_hash, check_in_id, started_at, expires_at)
    select ${session.tokenHash}, check_in_id, clock_timestamp(), clock_timestamp() + ${session.hours} * interval '1 hour'
    from link where code_hash = ${session.linkHash} and revoked_at is null for share`.execute(tx);
  return numAffectedRows === 1n;
}

/**
 * Locks the patient of a session, then reads the check-in that it answers: how every save begins. Two statements, because
 * the lock may have waited and would show the check-in as it was before the wait; in one go, because the second does not
 * need what the first one says.
 */
export async function lockCheckInOfSession(tx: Tx, session: PatientSession): Promise<CheckInView | null> {
  await sql`
    select from patient_session s
      join check_in c on c.id = s.check_in_id join patient p on p.id = c.patient_id
    where s.token_hash = ${session.tokenHash} and s.check_in_id = ${session.checkInId} and s.expires_at > clock_timestamp()
    for no key update of p ${sentAhead} ${plannedOnce}`.execute(tx);
  return readCheckIn(tx, session, session.tokenHash);
}
