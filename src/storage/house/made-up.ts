import { sql } from 'kysely';
import type { SignalClass, Tier } from '../../domain/instrument/types';
import type { Team } from '../../domain/words/authority';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';

// What the house must see to make the made-up patients of a demonstration.

/** Which of these made-up patients are there, in whatever clinic, and whether there is anybody else. */
export async function whoIsThere(tx: Tx, references: readonly string[]): Promise<{ made: string[]; others: boolean }> {
  const { rows } = await sql<{ made: string[]; others: boolean }>`
    select coalesce(array_agg(reference) filter (where reference = any(${[...references]}::text[])), '{}') as made,
      coalesce(bool_or(reference <> all(${[...references]}::text[])), false) as others
    from patient where not hidden and merged_into is null`.execute(tx);
  return rows[0] ?? { made: [], others: false };
}

/** Something that waits for staff. `since`: when it came up, or was taken on. */
export type OpenWork = { id: string; since: Instant } & (
  | { what: 'task'; kind: string; team: Team }
  | { what: 'question'; gate: string }
  | { what: 'escalation'; tier: Tier; class: SignalClass; status: 'open' | 'acknowledged' }
);

/** Everything about a patient that waits for staff, oldest first. */
export async function openWorkOf(tx: Tx, patientId: string): Promise<OpenWork[]> {
  const { rows } = await sql<OpenWork>`
    select * from (
      select 'task' as what, id, opened_at as since, kind, team, null as gate, null as tier, null as class, status
        from task where patient_id = ${patientId} and status = 'open'
      union all select 'question', g.id, g.opened_at, null, null, g.gate, null, null, g.status
        from gate g join enrolment e on e.id = g.enrolment_id where e.patient_id = ${patientId} and g.status = 'open'
      union all select 'escalation', id, coalesce(acknowledged_at, raised_at), null, null, null, tier, class, status
        from escalation where patient_id = ${patientId} and status <> 'resolved' and class <> 'canary'
    ) work order by since, id`.execute(tx);
  return rows;
}

/** The check-in that a message is about; null where it is about none, or one that is answered. */
export async function askedBy(tx: Tx, messageId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select c.id from message m join check_in c on c.id = m.check_in_id
    where m.id = ${messageId} and c.sent_at is null`.execute(tx);
  return rows[0]?.id ?? null;
}

/** The check-in of an enrolment that opened last, and that nobody has answered. */
export async function newestAsked(tx: Tx, enrolmentId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from check_in where enrolment_id = ${enrolmentId} and status = 'planned' and sent_at is null
      and opens_at <= clinic_now(clinic_id) order by opens_at desc, id limit 1`.execute(tx);
  return rows[0]?.id ?? null;
}

/** The clinic has worked by its first settings since then: what is written of earlier days is judged by them. */
export async function openedBefore(tx: Tx, clinicId: string, at: Instant): Promise<void> {
  await sql`update clinic_settings_version set since = least(since, ${new Date(at)}) where clinic_id = ${clinicId}`.execute(
    tx,
  );
}
