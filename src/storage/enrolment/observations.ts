import { sql } from 'kysely';
import type { Observation } from '../../domain/words/event';
import { leftBlank } from '../../domain/instrument/left-blank';
import type { Rules } from '../../domain/step/rules';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { askedInTime } from '../message/guard';

type Seen = Observation & {
  ask: string[];
  deferred: string[];
  answers: { instrument: string; item: string; value: number | null }[];
};

/**
 * What the house saw, up to its close, of every check-in of an enrolment that closed from `after` to `until`.
 * Both ends count: an event goes before the time at an equal instant, and an observation too many is not read.
 * Reads only what lay before the close, so the answer is the same however late somebody asks.
 * `answered`: also of those that were answered, for a correction may leave the answer out.
 */
export async function observe(
  tx: Tx,
  { enrolmentId, rules }: { enrolmentId: string; rules: Pick<Rules, 'instruments'> },
  after: Instant,
  until: Instant,
  answered = false,
): Promise<Observation[]> {
  const statuses = ['planned', 'missed', 'not-asked', 'partly-answered', ...(answered ? ['answered'] : [])];
  const { rows } = await sql<Seen>`
    select c.key as "checkIn",
      (select min(m.accepted_at) from message m
        where m.check_in_id = c.id and ${askedInTime}) as "promptAcceptedAt",
      coalesce((select jsonb_agg(jsonb_build_object('score', s.score, 'value', s.value, 'raw', s.raw) order by s.score)
        from score s where s.check_in_id = c.id and s.at <= c.closes_at), '[]'::jsonb) as scores,
      exists (select 1 from answer a
        where a.check_in_id = c.id and a.saved_at <= c.closes_at and not a.late and a.value is not null) as "anyAnswer",
      c.ask, c.deferred,
      coalesce((select jsonb_agg(latest) from (
        select distinct on (a.instrument, a.item) a.instrument, a.item, a.value from answer a
        where a.check_in_id = c.id and a.saved_at <= c.closes_at
        order by a.instrument, a.item, a.revision desc) latest), '[]'::jsonb) as answers
    from check_in c
    where c.enrolment_id = ${enrolmentId} and c.closes_at >= ${new Date(after)} and c.closes_at <= ${new Date(until)}
      and c.status = any(${statuses})
    order by c.closes_at, c.key`.execute(tx);
  return rows.map(({ ask, deferred, answers, ...seen }) => {
    const answersOf = (id: string) =>
      Object.fromEntries(answers.filter(({ instrument }) => instrument === id).map(({ item, value }) => [item, value]));
    const unknown = answers.length === 0 ? [] : leftBlank({ ask, deferred, answersOf }, rules.instruments);
    return unknown.length === 0 ? seen : { ...seen, unknown };
  });
}
