import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../storage/tx/connection';
import { uncovered } from '../storage/rota/gaps';
import { failingWaysOut, untoldRungs } from '../storage/message/ways-out';
import type { CheckName, Finding } from './report';
import { waitsForSomebody } from '../storage/message/guard';
import { timeAt } from '../storage/tx/fragments';

// One statement per kind of promise. Each reads rows only, in the clinic's time, and trusts no other process to say that
// all is well. `due` is when the promise should have been kept; `c` is the clinic with its time as `now`.

/** More than this of one kind is one fault, not so many. */
const LIMIT = 500;

/** One flies each hour and has a quarter of one to come home. */
const CANARY_EVERY = sql`interval '75 minutes'`;

const sqlChecks = {
  'enrolment-late': sql`
    select c.id as clinic, e.id::text, e.wake_at as due from c join enrolment e on e.clinic_id = c.id
    where e.wake_at < c.now - interval '2 minutes'`,

  'enrolment-without-wake': sql`
    select c.id, e.id::text, e.created_at from c join enrolment e on e.clinic_id = c.id
    where e.status <> 'ended' and e.wake_at is null`,

  // A quiet event waits for the next wake; without one it waits for ever. An ended enrolment has its last fact to digest too.
  'undigested-event': sql`
    select c.id, e.id::text, min(v.recorded_at) from c join enrolment e on e.clinic_id = c.id
      join event v on v.enrolment_id = e.id and v.seq > e.digested_seq
    where e.event_seq > e.digested_seq and e.wake_at is null group by c.id, e.id`,

  'quarantined-event': sql`
    select c.id, e.id::text, coalesce(min(q.since), e.created_at) from c join enrolment e on e.clinic_id = c.id
      left join quarantine q on q.enrolment_id = e.id and q.lifted_at is null
    where e.quarantined group by c.id, e.id`,

  // Leases are wall clock.
  'message-not-tried': sql`
    select c.id, m.id::text, m.due_at from c join message m on m.clinic_id = c.id
      left join enrolment e on e.id = m.enrolment_id
    where m.due_at < c.now - interval '5 minutes' and m.state in ('planned', 'claimed') and not ${waitsForSomebody}
    union all
    select c.id, m.id::text, m.due_at from c join message m on m.clinic_id = c.id
    where m.state = 'attempting' and m.lease_until < clock_timestamp() - interval '5 minutes'`,

  // By the wall clock, as a mail server sees it; the clinic's time is as long ago.
  'way-out-failing': sql`
    select c.id, w.id, c.now - (clock_timestamp() - w.since) from c join (${failingWaysOut}) w on w.clinic_id = c.id`,

  // Told is what a mail server or a pager took, not what was written on the ladder.
  'rung-untold': sql`
    select c.id, u.id::text, u.since from c join (${untoldRungs}) u on u.clinic_id = c.id
    where u.since < c.now - interval '2 minutes'`,

  // A close may be spread with the routine wakes. Up to the wake that is still ahead, nothing will ever close it.
  'check-in-past-window': sql`
    select c.id, k.id::text, k.closes_at from c join check_in k on k.clinic_id = c.id join enrolment e on e.id = k.enrolment_id
    where k.status = 'planned'
      and k.closes_at < c.now - ((c.settings ->> 'wakeSpreadMinutes')::int + 2) * interval '1 minute'
      and (e.wake_at is null or e.wake_at > c.now)`,

  'rung-overdue': sql`
    select c.id, x.id::text, coalesce(least(x.next_due_at, x.acknowledged_until), x.raised_at)
    from c join escalation x on x.clinic_id = c.id
    where x.status <> 'resolved' and (x.next_due_at is null or least(x.next_due_at, x.acknowledged_until) < c.now - interval '2 minutes')`,

  'rota-gap': sql`
    select c.id, rota.id, min(lower(gap)) from c
      cross join lateral (select distinct r.id from (
          select value from jsonb_each(c.settings -> 'policies') where key <> 'canary'
          union all select value from jsonb_each(c.settings -> 'namedPolicies')) p(policy),
        lateral (select jsonb_array_elements(policy -> 'rungs') ->> 'rota' union select policy -> 'exhausted' ->> 'rota') r(id)
        where policy ->> 'coverage' = 'on-call') rota
      cross join lateral ${uncovered({ rota: sql`rota.id`, span: sql`tstzrange(c.now, c.now + interval '14 days')` })} gap
    group by c.id, rota.id`,

  // created_at is wall clock: a clinic whose clock has just been moved on has had no day for its first canary.
  'no-canary': sql`
    select c.id, 'canary', coalesce(max(x.resolved_at), c.created_at) from c
      left join escalation x on x.clinic_id = c.id and x.class = 'canary' and x.status = 'resolved'
    where c.created_at < clock_timestamp() - ${CANARY_EVERY} group by c.id, c.created_at, c.now
    having coalesce(max(x.resolved_at), '-infinity') < c.now - ${CANARY_EVERY}`,
} as const satisfies Record<Exclude<CheckName, 'database-unreachable'>, RawBuilder<unknown>>;

type Row = { clinic: string; id: string; since: number; late: number };

/** Everything that is late in all clinics. A clinic whose demonstration clock is being walked is late on purpose. */
export async function findLate(db: Db): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [check, query] of Object.entries(sqlChecks) as [CheckName, RawBuilder<unknown>][]) {
    const { rows } = await sql<Row>`
      with c as materialized (
        select id, settings, created_at, ${timeAt(sql`clock_offset_ms`)} as now
        from clinic where clock_walk_until is null or clock_walk_until < clock_timestamp()
      ), late (clinic, id, due) as (${query})
      select late.clinic, late.id, late.due::timestamptz(3) as since,
        greatest(0, extract(epoch from c.now - late.due))::float8 as late
      from late join c on c.id = late.clinic order by late.due, late.id limit ${LIMIT}`.execute(db);
    for (const row of rows) {
      findings.push({ check, clinicId: row.clinic, id: row.id, since: row.since, lateSeconds: Math.round(row.late) });
    }
  }
  return findings;
}
