import { sql } from 'kysely';
import type { Tx } from '../tx/connection';

// Whether what is handed over is taken, judged by the attempts themselves and by the wall clock. A lane and a channel make
// one way out; its name says what the other side answers: `bulk/mail/refused`.

/** A message first tried within so long counts for the rate: longer than the longest back-off of a mail that nobody took. */
const FRESH = sql`interval '75 minutes'`;
/** So many of them, and at least half of all, were not taken. */
const MANY = 3;
/** One message alone, when nothing at all was taken on that channel since: the canary goes out each hour. */
const ALONE = sql`(case lane when 'urgent' then interval '10 minutes' else interval '70 minutes' end)`;

/**
 * Ways out that do not take what is handed to them, as rows (clinic_id, id, since, messages); `since` is the first attempt
 * that failed. Reads the attempts of one day by their time-ordered key. A mailbox that is full or gone is one message among
 * others that are taken, and is not found; neither is somebody who pages an address of that kind again and again.
 */
export const failingWaysOut = sql`
  with tried as materialized (
    select m.clinic_id, m.lane, m.channel, m.state, m.paging_test_id is not null as is_test, min(a.started_at) as since,
      max(a.ended_at) filter (where a.outcome = 'accepted') as taken_at,
      (array_agg(case when a.outcome = 'ambiguous' then 'ambiguous' when a.outcome = 'refused' or a.code >= 500 then 'refused'
        else 'deferred' end order by a.started_at desc) filter (where a.outcome <> 'accepted'))[1] as answer
    from message_attempt a join message m on m.id = a.message_id
    where a.id > uuidv7(interval '-1 day') and a.outcome is not null group by m.id
  ), taken as (
    select clinic_id, channel, max(taken_at) as at from tried group by clinic_id, channel
  ), judged as (
    select tried.*, since > clock_timestamp() - ${FRESH} and not is_test as fresh,
      state in ('planned', 'claimed', 'attempting') and since < clock_timestamp() - ${ALONE}
        and not coalesce(taken.at > since - interval '5 minutes', false) as stuck
    from tried join taken using (clinic_id, channel)
  )
  select clinic_id, lane || '/' || channel || '/' || mode() within group (order by answer) filter (where taken_at is null) as id,
    min(since) filter (where taken_at is null and (fresh or stuck)) as since,
    count(*) filter (where taken_at is null and (fresh or stuck))::int as messages
  from judged group by clinic_id, lane, channel
  having bool_or(taken_at is null and stuck)
    or count(*) filter (where fresh and taken_at is null) >= greatest(${MANY}, count(*) filter (where fresh) / 2.0)`;

/**
 * Rungs of tier now whose telling nobody took, as rows (clinic_id, id, since): by what was due first, however often it was
 * put off since. Nobody to be told at all is the same. `x` is open, and nothing later of its round was accepted.
 */
export const untoldRungs = sql`
  select x.clinic_id, x.id, coalesce(
    (select min(coalesce(m.first_due_at, m.due_at)) from message m
      where m.escalation_id = x.id and m.round = x.round and coalesce(m.first_due_at, m.due_at) > coalesce(told.at, '-infinity')
        and (m.state in ('planned', 'claimed', 'attempting', 'ambiguous', 'refused') or m.reason = 'undeliverable'
          -- Another mail says the same: it counts as soon as that one is taken, whatever ladder it is of.
          or m.reason = 'merged' and not exists (select from message other where other.staff_id = m.staff_id
            and other.escalation_id is not null and other.channel = m.channel and other.accepted_at >= coalesce(m.first_due_at, m.due_at) - interval '2 minutes'))),
    (select min(s.at) from escalation_step s where s.escalation_id = x.id and s.round = x.round
      and s.what in ('told', 'exhausted', 'passed-empty')
      and not exists (select from message m where m.escalation_id = x.id and m.round = x.round))) as since
  from escalation x
    cross join lateral (select max(accepted_at) as at from message m where m.escalation_id = x.id and m.round = x.round) told
  where x.status = 'open' and x.tier = 'now' and x.rung > 0`;

export type WayOut = { id: string; sinceSeconds: number };

/** For readiness: what fails in any clinic, and how long ago something was taken last (null: not within a day). */
export async function waysOut(tx: Tx): Promise<{ failing: WayOut[]; takenSeconds: number | null }> {
  const { rows } = await sql<{ failing: WayOut[]; takenSeconds: number | null }>`
    select (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'sinceSeconds', s) order by s desc), '[]') from (
        select id, max(extract(epoch from clock_timestamp() - since))::int as s from (${failingWaysOut}) f group by id) one) as failing,
      (select extract(epoch from clock_timestamp() - max(ended_at))::int from message_attempt
        where id > uuidv7(interval '-1 day') and outcome = 'accepted') as "takenSeconds"`.execute(tx);
  return rows[0] ?? { failing: [], takenSeconds: null };
}
