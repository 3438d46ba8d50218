import { sql } from 'kysely';
import type { WithheldReason } from '../../domain/words/message';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';

// Done by the transaction that made a message pointless, so that it and the dispatcher meet on the row: whoever is first wins.

type Owner = 'check_in_id' | 'enrolment_id' | 'escalation_id';

async function withhold(tx: Tx, owner: Owner, id: string, reason: WithheldReason): Promise<number> {
  const { numAffectedRows } = await sql`
    update message set state = 'withheld', reason = ${reason}, lease_until = null, changed_at = clock_timestamp()
    where ${sql.ref(owner)} = ${id} and state in ('planned', 'claimed')`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** Returns how many messages will not be sent. */
export const withholdForCheckIn = (tx: Tx, checkInId: string, reason: WithheldReason): Promise<number> =>
  withhold(tx, 'check_in_id', checkInId, reason);

export const withholdForEnrolment = (tx: Tx, enrolmentId: string, reason: WithheldReason): Promise<number> =>
  withhold(tx, 'enrolment_id', enrolmentId, reason);

/** A pause: only what would leave before its end. */
export async function withholdUntil(
  tx: Tx,
  enrolmentId: string,
  until: Instant,
  reason: WithheldReason,
): Promise<void> {
  await sql`
    update message set state = 'withheld', reason = ${reason}, lease_until = null, changed_at = clock_timestamp()
    where enrolment_id = ${enrolmentId} and state in ('planned', 'claimed') and due_at < ${new Date(until)}`.execute(
    tx,
  );
}

export const withholdForEscalation = (tx: Tx, escalationId: string, reason: WithheldReason): Promise<number> =>
  withhold(tx, 'escalation_id', escalationId, reason);
