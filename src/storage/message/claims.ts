import { sql } from 'kysely';
import type { Lane } from '../../domain/words/message';
import type { Tx } from '../tx/connection';
import { ambiguousAgainAt } from './withholding';

/** Beyond this an enrolment counts as stuck and must not go on sending an old plan. */
const STUCK_MINUTES = 15;

/** The time of the clinic of a message `m`. */
const now = sql`(select clock_timestamp() + clock_offset_ms * interval '1 millisecond' from clinic where id = m.clinic_id)`;

/**
 * Planned, and not of a stuck enrolment (staff alerts are exempt). Subqueries rather than joins on purpose: so the index
 * on (lane, due_at) is walked in its order and left at the limit, instead of sorting a whole stampede for each batch.
 */
const plannedIn = (lane: Lane) => sql`m.lane = ${lane} and m.state = 'planned' and (m.escalation_id is not null
  or coalesce((select wake_at > ${now} - ${STUCK_MINUTES} * interval '1 minute' from enrolment where id = m.enrolment_id), true))`;

/** Takes what is due by its clinic's time, oldest first, for some seconds of the wall clock. Rows others hold are passed over. */
export async function claimDue(tx: Tx, claim: { lane: Lane; limit: number; leaseSeconds: number }): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with due as materialized (
      select m.id from message m where ${plannedIn(claim.lane)}
        and m.due_at <= (select clock_timestamp() + coalesce(max(clock_offset_ms), 0) * interval '1 millisecond' from clinic)
        and m.due_at <= ${now}
      order by m.due_at limit ${claim.limit} for update skip locked
    ), claimed as (
      update message set state = 'claimed', changed_at = clock_timestamp(),
        lease_until = clock_timestamp() + ${claim.leaseSeconds} * interval '1 second'
      where id = any(array(select id from due)) returning id, due_at
    )
    select id from claimed order by due_at, id`.execute(tx);
  return rows.map((row) => row.id);
}

/** Takes these and no others, whenever they are due. */
export async function claimThese(tx: Tx, messageIds: string[], leaseSeconds: number): Promise<void> {
  await sql`update message set state = 'claimed', changed_at = clock_timestamp(),
      lease_until = clock_timestamp() + ${leaseSeconds} * interval '1 second'
    where id = any(${messageIds}::uuid[]) and state = 'planned'`.execute(tx);
}

/** Gives back what was claimed and not tried: on the way out, so that nobody waits for the lease. */
export async function releaseClaims(tx: Tx, messageIds: string[]): Promise<void> {
  await sql`update message set state = 'planned', lease_until = null, changed_at = clock_timestamp()
    where id = any(${messageIds}::uuid[]) and state = 'claimed'`.execute(tx);
}

/**
 * What outlived its lease (wall clock). A claim goes back, and so does an attempt whose text never began to leave; any
 * other attempt nobody heard of again is ambiguous; an ambiguous reminder or staff alert whose waiting time is over is
 * planned once more. Returns how many rows moved.
 */
export async function recoverLeases(tx: Tx): Promise<number> {
  return (await takeBackUnsent(tx)) + (await recoverOthers(tx));
}

/**
 * Whoever held it died before the text. The attempt is given up by a conditional update that meets `beginData` on its row:
 * whoever comes second sees the other, so nothing leaves after this.
 */
async function takeBackUnsent(tx: Tx): Promise<number> {
  const { numAffectedRows } = await sql`
    with given_up as (
      update message_attempt a set outcome = 'deferred', ended_at = clock_timestamp()
      from message m where m.attempt_id = a.id and m.state = 'attempting' and m.lease_until < (select clock_timestamp())
        and a.outcome is null and not a.data_begun
      returning a.id, a.message_id
    )
    update message m set state = case when m.void_since is null then 'planned' else 'superseded' end,
      lease_until = null, changed_at = clock_timestamp()
    from given_up where m.id = given_up.message_id and m.attempt_id = given_up.id and m.state = 'attempting'`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0n);
}

async function recoverOthers(tx: Tx): Promise<number> {
  const { rows } = await sql<{ moved: number }>`
    with late as (
      select id, state from message
      where state in ('claimed', 'attempting', 'ambiguous') and lease_until < (select clock_timestamp())
      order by id limit 1000 for update skip locked
    ), moved as (
      update message m set changed_at = clock_timestamp(),
        state = case late.state when 'attempting' then 'ambiguous' else 'planned' end,
        lease_until = case late.state when 'attempting' then ${ambiguousAgainAt} end
      from late where m.id = late.id returning m.id, m.attempt_id, late.state as was
    ), unknown as (
      update message_attempt a set outcome = 'ambiguous', ended_at = clock_timestamp()
      from moved where moved.was = 'attempting' and a.id = moved.attempt_id and a.outcome is null
    )
    select count(*) as moved from moved`.execute(tx);
  return rows[0]?.moved ?? 0;
}

/** Milliseconds until a lane has something to do: a due row, or a lease that ends. Null = nothing is planned. */
export async function nextDueAt(tx: Tx, lane: Lane): Promise<number | null> {
  const { rows } = await sql<{ ms: number | null }>`
    select (extract(epoch from min(wait)) * 1000)::float8 as ms from (
      select first.wait from (select distinct clock_offset_ms from clinic) o cross join lateral (
        select m.due_at - clock_timestamp() - o.clock_offset_ms * interval '1 millisecond' as wait from message m
        where ${plannedIn(lane)} and (select clock_offset_ms from clinic where id = m.clinic_id) = o.clock_offset_ms
        order by m.due_at limit 1) first
      union all
      select lease_until - clock_timestamp() from message
      where lane = ${lane} and state in ('claimed', 'attempting', 'ambiguous') and lease_until is not null
    ) waits`.execute(tx);
  const ms = rows[0]?.ms ?? null;
  return ms === null ? null : Math.max(0, Math.ceil(ms));
}
