import { sql } from 'kysely';
import type { Observation } from '../domain/event';
import type { Instant } from '../domain/time';
import type { Tx } from './connection';

/**
 * What the house saw, up to its close, of every check-in of an enrolment that closed from `after` to `until`.
 * Both ends count: an event goes before the time at an equal instant, and an observation too many is not read.
 * Reads only what lay before the close, so the answer is the same however late somebody asks.
 */
export async function observe(tx: Tx, enrolmentId: string, after: Instant, until: Instant): Promise<Observation[]> {
  const { rows } = await sql<Observation>`
    select c.key as "checkIn",
      (select min(m.accepted_at) from message m
        where m.check_in_id = c.id and m.accepted_at < c.closes_at) as "promptAcceptedAt",
      coalesce((select jsonb_agg(jsonb_build_object('score', s.score, 'value', s.value, 'raw', s.raw) order by s.score)
        from score s where s.check_in_id = c.id and s.at <= c.closes_at), '[]'::jsonb) as scores,
      exists (select 1 from answer a
        where a.check_in_id = c.id and a.saved_at <= c.closes_at and a.value is not null) as "anyAnswer"
    from check_in c
    where c.enrolment_id = ${enrolmentId} and c.closes_at >= ${new Date(after)} and c.closes_at <= ${new Date(until)}
      and c.status in ('planned', 'missed', 'not-asked', 'partly-answered')
    order by c.closes_at, c.key`.execute(tx);
  return rows;
}
