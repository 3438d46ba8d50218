import { sql } from 'kysely';
import type { WithheldReason } from '../../domain/words/message';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { withholdForEnrolment } from '../message/withholding';

/** No message begins after this transaction: what was planned or claimed is withheld, what was asked is cancelled. */
export async function endEnrolment(tx: Tx, enrolmentId: string, reason: WithheldReason, at: Instant): Promise<void> {
  await withholdForEnrolment(tx, enrolmentId, reason);
  await sql`update check_in set status = 'cancelled', closed_at = ${new Date(at)}
    where enrolment_id = ${enrolmentId} and status = 'planned'`.execute(tx);
}

/**
 * After a correction: what was cancelled and whose time has not passed may be planned again; the plan decides what is. What
 * was due before stays withheld.
 */
export async function freeCancelled(tx: Tx, enrolmentId: string, now: Instant): Promise<void> {
  await sql`update check_in set status = 'superseded', closed_at = null
    where enrolment_id = ${enrolmentId} and status = 'cancelled' and sent_at is null and closes_at > ${new Date(now)}`.execute(
    tx,
  );
  await sql`update message m set state = 'superseded', reason = null, changed_at = clock_timestamp() from check_in c
    where m.enrolment_id = ${enrolmentId} and m.state = 'withheld' and m.attempts = 0 and m.due_at > ${new Date(now)}
      and c.id = m.check_in_id and c.status = 'superseded'`.execute(tx);
}
