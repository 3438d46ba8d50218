import { type RawBuilder, sql } from 'kysely';
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

// How long a message waits for its next attempt; SQL over a row `m` of the ledger.

/**
 * Minutes after the first, second, third and every later failure. An alert cannot wait longer than one, and not even that at
 * first: most servers are back within seconds.
 */
const minutesOf = (routine: RawBuilder<unknown>) =>
  sql`(case m.lane when 'urgent' then (array[0.25, 0.5, 1])[least(greatest(m.attempts, 1), 3)]
    else (${routine})[least(greatest(m.attempts, 1), 4)] end)`;

const waitMinutes = minutesOf(sql`array[1, 5, 15, 60]`);

/** After a "no" for this mail (a policy, a full mailbox, its size): asking every hour would make the sender worse off. */
const refusedMinutes = minutesOf(sql`array[15, 60, 240, 720]`);

/** Added to the clinic's time: a demonstration clock that jumps takes the next attempt along. `code`: what was answered. */
export const backOff = (code: RawBuilder<unknown>) =>
  sql`case when ${code} >= 500 then ${refusedMinutes} else ${waitMinutes} end * interval '1 minute'`;

/**
 * When (wall clock) an ambiguous message may be tried again; null = never. Routine mail is not sent again; a server that
 * takes mails and hangs up each time gets a reminder at most three times and a staff alert five. What went to a wrong address
 * is not tried again: it is asked anew.
 */
export const ambiguousAgainAt = sql`(case when m.void_since is not null then null
  when m.staff_id is not null and m.attempts < 5 or m.role like 'reminder-%' and m.attempts < 3
  then clock_timestamp() + ${waitMinutes} * interval '1 minute' end)`;
