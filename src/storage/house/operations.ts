import { sql } from 'kysely';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';

/** How many messages of a clinic stand where, since an instant; `waits` ones without limit. Nothing about whom. */
export type OutboxRow = {
  state: string;
  reason: string | null;
  channel: string;
  count: number;
  nextAt: Instant | null;
};

/** By state, reason and channel, without tests of the road. What was planned for later than a day ahead is left out: that is the plan, not the outbox. */
export async function outbox(tx: Tx, clinicId: string, since: Instant): Promise<OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`
    select m.state, m.reason, m.channel, count(*)::int as count, min(m.due_at) filter (where m.state = 'planned') as "nextAt"
    from message m left join escalation x on x.id = m.escalation_id
    where m.clinic_id = ${clinicId} and x.class is distinct from 'canary' and m.paging_test_id is null and m.due_at > ${new Date(since)}
      and m.due_at < clinic_now(${clinicId}) + interval '1 day' and m.state <> 'superseded'
    group by m.state, m.reason, m.channel order by count desc`.execute(tx);
  return rows;
}

/** Promises that are late by the clinic's clock, the longest first: ids alone. */
export type LatePromise = { what: 'enrolment' | 'escalation' | 'message'; id: string; dueAt: Instant };

export async function latePromises(tx: Tx, clinicId: string, most: number): Promise<LatePromise[]> {
  const late = sql`clinic_now(${clinicId}) - interval '2 minutes'`;
  const { rows } = await sql<LatePromise>`
    select * from (
      select 'enrolment' as what, id, wake_at as "dueAt" from enrolment where clinic_id = ${clinicId} and wake_at < ${late}
      union all select 'escalation', id, next_due_at from escalation
        where clinic_id = ${clinicId} and status <> 'resolved' and next_due_at < ${late}
      union all select 'message', id, due_at from message
        where clinic_id = ${clinicId} and state = 'attempting' and lease_until < clock_timestamp() - interval '2 minutes'
    ) late order by "dueAt", id limit ${most}`.execute(tx);
  return rows;
}

/** The newest test of the paging that came home, by the clinic's clock; null: none yet. */
export async function lastCanary(tx: Tx, clinicId: string): Promise<Instant | null> {
  const { rows } = await sql<{ at: Instant | null }>`
    select max(resolved_at) as at from escalation where clinic_id = ${clinicId} and class = 'canary'`.execute(tx);
  return rows[0]?.at ?? null;
}
