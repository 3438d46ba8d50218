import { sql } from 'kysely';
import type { WithheldReason } from '../domain/message';
import type { Instant } from '../domain/time';
import type { Tx } from './connection';
import { withholdForEnrolment } from './message-withholding';

/** No message begins after this transaction: what was planned or claimed is withheld, what was asked is cancelled. */
export async function endEnrolment(tx: Tx, enrolmentId: string, reason: WithheldReason, at: Instant): Promise<void> {
  await withholdForEnrolment(tx, enrolmentId, reason);
  await sql`update check_in set status = 'cancelled', closed_at = ${new Date(at)}
    where enrolment_id = ${enrolmentId} and status = 'planned'`.execute(tx);
}
