import { sql } from 'kysely';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';

export type HeldMessage = {
  enrolmentId: string;
  /** As the core names it. */
  key: string;
  role: string;
  /** Of the check-in it asks or reminds of; null of an appointment. */
  checkInKey: string | null;
  plannedAt: Instant;
};

/** Routine mail of a patient that has not left and waits while their enrolments are held, in the order its plan names. */
export async function heldMessages(tx: Tx, patientId: string): Promise<HeldMessage[]> {
  const { rows } = await sql<HeldMessage>`
    select m.enrolment_id as "enrolmentId", substr(m.key, length(m.enrolment_id::text) + 2) as key, m.role, k.key as "checkInKey",
      coalesce(m.first_due_at, m.due_at) as "plannedAt"
    from message m join enrolment e on e.id = m.enrolment_id and e.status = 'held' left join check_in k on k.id = m.check_in_id
    where m.patient_id = ${patientId} and m.escalation_id is null and m.problem_report_id is null
      and m.state in ('planned', 'claimed')
    order by coalesce(m.first_due_at, m.due_at), m.id limit 100`.execute(tx);
  return rows;
}
