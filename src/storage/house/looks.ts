import { sql } from 'kysely';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';

// What the audit of reads says for the people at work: when somebody was last here, and who has something open. Nothing is
// written for it.

/** Whoever looks again within so long has not been away: their screen reads by itself whenever something changes. */
const AWAY_MINUTES = 15;
/** Rows of one sitting: far more than a day of them. */
const SITTING = 500;
/** Facts to find the clinic's time by: those of a made-up patient are written together, those of its past first. */
const FACTS = 2_000;

/**
 * When somebody looked at a list for the last time before they came back to it, by the clinic's clock; null: never before.
 * The audit is kept by the wall clock. In a demonstration, whose clock has been moved since, the facts recorded until then say
 * what time it was there.
 */
export async function lastHere(
  tx: Tx,
  of: { clinicId: string; principal: string; action: string },
): Promise<Instant | null> {
  const { rows } = await sql<{ at: Instant | null }>`
    with looks as (
      select a.at as since, greatest(a.at, r.last_at) as until from audit_log a left join audit_repeat r on r.audit_id = a.id
      where a.principal = ${of.principal} and a.action = ${of.action} and a.shown is not null order by a.at desc limit ${SITTING}),
    sittings as (
      select max(until) over (order by since) as until, lead(since, 1, clock_timestamp()) over (order by since) as next from looks),
    mark as (
      select max(until) as at from sittings where next > until + ${AWAY_MINUTES} * interval '1 minute')
    select case when c.clock_offset_ms = 0 then mark.at else least(mark.at + c.clock_offset_ms * interval '1 millisecond', (
      select max(f.recorded_at + (mark.at - f.written_at)) from (
        select e.recorded_at, uuid_extract_timestamp(e.id) as written_at from event e
        join enrolment n on n.id = e.enrolment_id and n.clinic_id = c.id
        where e.id < (lpad(to_hex(floor(extract(epoch from mark.at) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid
        order by e.id desc limit ${FACTS}) f)) end as at
    from clinic c, mark where c.id = ${of.clinicId}`.execute(tx);
  return rows[0]?.at ?? null;
}

/** Whoever looked at something within so long has it open: their screen reads it again whenever something changes. */
const OPEN_MINUTES = 10;
/** Nobody sits longer over one thing. */
const LONGEST_HOURS = 4;

/** Somebody who has something open, and since when by the clinic's clock. */
type OpenedBy = { name: string; since: Instant };

/**
 * Who else of the clinic has one thing open, longest first: whoever was shown it lately (`action`, `subject`, as the audit
 * names them). Whoever has left is not there any more; `except` is whoever asks.
 */
export async function openedBy(
  tx: Tx,
  of: { clinicId: string; action: string; subject: string; except: string | null },
): Promise<OpenedBy[]> {
  const { rows } = await sql<OpenedBy>`
    select s.name, (sitting.since + c.clock_offset_ms * interval '1 millisecond')::timestamptz(3) as since
    from staff_member s join clinic c on c.id = s.clinic_id cross join lateral (
      select max(look.since) filter (where look.before is null or look.before < look.since - ${OPEN_MINUTES} * interval '1 minute') as since,
        max(look.until) as until
      from (
        select a.at as since, greatest(a.at, r.last_at) as until,
          max(greatest(a.at, r.last_at)) over (order by a.at rows between unbounded preceding and 1 preceding) as before
        from audit_log a left join audit_repeat r on r.audit_id = a.id
        where a.principal = s.id::text and a.action = ${of.action} and a.action like 'GET %' and a.subject = ${of.subject}
          and a.shown is null and a.status = 200 and a.at > clock_timestamp() - ${LONGEST_HOURS} * interval '1 hour') look) sitting
    where s.clinic_id = ${of.clinicId} and s.active and s.id is distinct from ${of.except}::uuid
      and sitting.until > clock_timestamp() - ${OPEN_MINUTES} * interval '1 minute'
    order by sitting.since, s.name`.execute(tx);
  return rows;
}
