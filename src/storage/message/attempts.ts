import { sql } from 'kysely';
import type { Handover } from '../../domain/words/message';
import type { Tx } from '../tx/connection';
import { createLinkCode, linkCodeHash } from '../check-in/links';
import { pointless, waitsUntil } from './guard';
import { clinicsNow, letterColumns, letterJoins, type LetterRow, toHandover } from './letter';

/**
 * The last look before the hand-over of a small batch, in one statement: rows that are still claimed and whose guard is
 * true become `attempting` with an attempt and a link code of their own; what must wait goes back to planned, what has
 * become pointless is withheld. A row somebody holds locked (most likely withholding it now) stays claimed.
 * `leaseSeconds` is how long an attempt may take (wall clock) before it counts as ambiguous.
 */
export async function beginAttempts(tx: Tx, messageIds: string[], leaseSeconds: number): Promise<Handover[]> {
  const codes = new Map(messageIds.map((id) => [id, createLinkCode()]));
  const hashes = [...codes.values()].map(linkCodeHash);
  const { rows } = await sql<LetterRow>`
    with m as (
      select * from message where id = any(${messageIds}::uuid[]) and state = 'claimed' order by id for update skip locked
    ), ${clinicsNow}, judged as materialized (
      select m.id, ${pointless} as reason, ${waitsUntil} as wait_until,
        ${letterColumns}
      ${letterJoins}
    ), withheld as (
      update message set state = 'withheld', reason = judged.reason, lease_until = null, changed_at = clock_timestamp()
      from judged where message.id = judged.id and judged.reason is not null
    ), waiting as (
      update message set state = 'planned', due_at = judged.wait_until, first_due_at = coalesce(first_due_at, due_at),
        lease_until = null, changed_at = clock_timestamp()
      from judged where message.id = judged.id and judged.reason is null and judged.wait_until is not null
    ), begun as (
      update message set state = 'attempting', attempts = attempts + 1, attempt_id = uuidv7(), changed_at = clock_timestamp(),
        lease_until = clock_timestamp() + ${leaseSeconds} * interval '1 second'
      from judged where message.id = judged.id and judged.reason is null and judged.wait_until is null
      returning message.*
    ), attempt as (
      insert into message_attempt (id, message_id, started_at, data_begun, language, safety_net_version, settings_version)
      select attempt_id, id, clock_timestamp(), false, case when given_name is not null then language end,
        case when given_name is not null then texts -> 'safetyNet' ->> 'version' end,
        case when given_name is not null then settings_version end
      from begun join judged using (id)
    ), link as (
      insert into link (code_hash, check_in_id, appointment_id, problem_report_id, message_id)
      select made.hash, begun.check_in_id, begun.appointment_id, begun.problem_report_id, begun.id
      from begun join unnest(${[...codes.keys()]}::uuid[], ${hashes}::bytea[]) as made(id, hash) using (id)
      where num_nonnulls(begun.check_in_id, begun.appointment_id, begun.problem_report_id) = 1
    )
    select begun.attempt_id, begun.attempts, begun.channel, begun.template, begun.role, begun.escalation_id, judged.*
    from begun join judged using (id) order by begun.due_at, begun.id`.execute(tx);
  return rows.map((row) => toHandover(row, codes.get(row.id) ?? ''));
}

/**
 * Directly before the first byte of their text leaves: from here on nobody knows whether it arrived. Returns the attempts
 * that may go on; one that was given up meanwhile must not, because its message may be on its way again, and neither must
 * one whose address turned out to be somebody else's.
 */
export async function beginData(tx: Tx, attemptIds: string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`update message_attempt a set data_begun = true
    from message m where a.id = any(${attemptIds}::uuid[]) and a.outcome is null and m.id = a.message_id and m.void_since is null
    returning a.id`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}
