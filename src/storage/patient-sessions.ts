import { sql } from 'kysely';
import type { Tx } from './connection';
import { plannedOnce } from './planned-once';

/** A session answers one check-in. It lives by the wall clock: the demonstration clock must not throw a patient out. */
export async function startPatientSession(
  tx: Tx,
  session: { tokenHash: Buffer; checkInId: string; hours: number },
): Promise<void> {
  await sql`
    insert into patient_session (token_hash, check_in_id, started_at, expires_at)
    values (${session.tokenHash}, ${session.checkInId}, clock_timestamp(),
      clock_timestamp() + ${session.hours} * interval '1 hour')`.execute(tx);
}

/** The check-in that a cookie may answer, or null when it is unknown or too old. */
export async function findPatientSession(tx: Tx, tokenHash: Buffer): Promise<string | null> {
  const { rows } = await sql<{ check_in_id: string }>`
    select check_in_id from patient_session where token_hash = ${tokenHash} and expires_at > clock_timestamp()`.execute(
    tx,
  );
  return rows[0]?.check_in_id ?? null;
}

/**
 * The same, and locks the patient: the first statement of every save. Only what never changes is read here; all else is
 * read in the next statement, because this one may have waited and would show the check-in as it was before the wait.
 */
export async function lockPatientOfSession(tx: Tx, tokenHash: Buffer): Promise<string | null> {
  const { rows } = await sql<{ check_in_id: string }>`
    select s.check_in_id from patient_session s
      join check_in c on c.id = s.check_in_id join patient p on p.id = c.patient_id
    where s.token_hash = ${tokenHash} and s.expires_at > clock_timestamp()
    for no key update of p ${plannedOnce}`.execute(tx);
  return rows[0]?.check_in_id ?? null;
}
