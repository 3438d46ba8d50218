import { sql } from 'kysely';
import type { Instant } from '../domain/time';
import type { Tx } from './connection';

/** No message begins after this transaction: what was planned or claimed is withheld, what was asked is cancelled. */
export async function endEnrolment(tx: Tx, enrolmentId: string, reason: string, at: Instant): Promise<void> {
  await sql`update message set state = 'withheld', reason = ${reason}, lease_until = null, changed_at = clock_timestamp()
    where enrolment_id = ${enrolmentId} and state in ('planned', 'claimed')`.execute(tx);
  await sql`update check_in set status = 'cancelled', closed_at = ${new Date(at)}
    where enrolment_id = ${enrolmentId} and status = 'planned'`.execute(tx);
}
