import { sql } from 'kysely';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';

/** Who went through the medicines or set a prompt aside, and when: names are found here, and kept in no state. */
export type MedicineFact = {
  type: 'medication.reviewed' | 'prompt.snoozed';
  at: Instant;
  by: string;
  data: { prompt?: string; reason?: string };
};

/** Oldest first. A retracted one stays in the list: what counts is found by its instant. */
export async function medicineFactsOf(tx: Tx, enrolmentId: string): Promise<MedicineFact[]> {
  const { rows } = await sql<MedicineFact>`
    select e.type, e.recorded_at as at, coalesce(s.name, e.recorded_by) as by, e.data
      from event e left join staff_member s on s.id::text = e.recorded_by
      where e.enrolment_id = ${enrolmentId} and e.type in ('medication.reviewed', 'prompt.snoozed')
      order by e.seq`.execute(tx);
  return rows;
}
