import { sql } from 'kysely';
import { repeatMinutes } from '../../domain/escalation/ladder';
import type { Tier } from '../../domain/instrument/types';
import { MINUTE, type Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { waitsForSomebody } from '../message/guard';
import { timeAt } from '../tx/fragments';

// What the demonstration clock must see: the next instant at which something is due, and what is due but not yet done.

export type Due = { what: 'enrolment' | 'escalation' | 'bulk mail' | 'urgent mail'; id: string; at: Instant };

/** A clinic, or one of its patients alone. */
export type Whose = { clinicId: string; patientId?: string };

/**
 * Open promises due by `until`, earliest first. Mail that waits for somebody is not due: it waits for a person, not for the time. Canaries prove the paging of the present and are left
 * to the sweeper, however many days are walked.
 */
export async function dueBy(tx: Tx, { clinicId, patientId }: Whose, until: Instant, limit: number): Promise<Due[]> {
  const t = new Date(until);
  const of = (patient: string) => (patientId === undefined ? sql`` : sql`and ${sql.raw(patient)} = ${patientId}`);
  const { rows } = await sql<Due>`
    select * from (
      (select 'enrolment' as what, id, wake_at as at from enrolment
        where clinic_id = ${clinicId} and wake_at <= ${t} ${of('patient_id')} order by wake_at limit ${limit})
      union all
      (select 'escalation', id, next_due_at from escalation
        where clinic_id = ${clinicId} and status <> 'resolved' and class <> 'canary' and next_due_at <= ${t} ${of('patient_id')}
        order by next_due_at limit ${limit})
      union all
      (select m.lane || ' mail', m.id, m.due_at from message m left join enrolment e on e.id = m.enrolment_id
        left join escalation x on x.id = m.escalation_id
        where m.clinic_id = ${clinicId} and m.due_at <= ${t} and m.state in ('planned', 'claimed', 'attempting')
          and x.class is distinct from 'canary' and not ${waitsForSomebody} ${of('coalesce(m.patient_id, x.patient_id)')}
        order by m.due_at limit ${limit})
    ) due order by at, what limit ${limit}`.execute(tx);
  return rows;
}

/**
 * Moves the clinic's clock to `at` (only ever forward) and says what time it is there now. For a minute of the wall
 * clock the watch then leaves the clinic alone: a jump makes everything look late until it is carried out.
 */
export async function moveClock(tx: Tx, clinicId: string, at: Instant): Promise<Instant> {
  const { rows } = await sql<{ now: Instant }>`
    update clinic set clock_walk_until = clock_timestamp() + interval '60 seconds', clock_offset_ms =
      greatest(clock_offset_ms, ceil(extract(epoch from ${new Date(at)}::timestamptz - clock_timestamp()) * 1000)::bigint)
    where id = ${clinicId} returning ${timeAt(sql`clock_offset_ms`)} as now`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error('no such clinic');
  return row.now;
}

/** A ladder that has told everybody: where it stands in its rounds and repeats. It only repeats, or starts again with a duty. */
export type Exhausted = { id: string; round: number; repeats: number };

/**
 * Exhausted ladders repeat for ever; within one walk they are told once, and the rest is folded, with the duties that would
 * start them again. Returns how many repeats that were.
 */
export async function foldRepeats(tx: Tx, clinicId: string, told: string[], until: Instant): Promise<number> {
  if (told.length === 0) return 0;
  const ladders = await tx
    .selectFrom('escalation')
    .select(['id', 'tier', 'policy', 'next_due_at as nextDueAt'])
    .where('clinic_id', '=', clinicId)
    .where('class', '<>', 'canary')
    .where('exhausted_at', 'is not', null)
    .where('status', '=', 'open')
    .where(sql<boolean>`next_due_at <= ${new Date(until)}`)
    .where('id', 'in', told)
    .forUpdate()
    .execute();
  let folded = 0;
  for (const { id, tier, policy, nextDueAt } of ladders) {
    if (nextDueAt === null) continue;
    const every = repeatMinutes(policy, tier as Tier) * MINUTE;
    const times = Math.floor((until - nextDueAt) / every) + 1;
    const next = new Date(nextDueAt + times * every);
    await tx.updateTable('escalation').set({ next_due_at: next }).where('id', '=', id).execute();
    folded += times;
  }
  return folded;
}

export async function exhausted(tx: Tx, clinicId: string): Promise<Exhausted[]> {
  return tx
    .selectFrom('escalation')
    .select(['id', 'round', 'repeats'])
    .where('clinic_id', '=', clinicId)
    .where('class', '<>', 'canary')
    .where('exhausted_at', 'is not', null)
    .where('status', '=', 'open')
    .execute();
}
