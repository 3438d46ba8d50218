import { sql } from 'kysely';
import type { JournalEntry } from '../domain/effect';
import type { Instant } from '../domain/time';
import type { Tx } from './connection';

/** One line of what happened, as data: the words are made by whoever shows it. */
export type TimelineRow =
  | { at: Instant; kind: 'journal'; by: null; data: JournalEntry }
  | { at: Instant; kind: 'event'; by: string; data: { type: string } }
  | { at: Instant; kind: 'message'; by: null; data: { role: string; state: string; channel: string } }
  | { at: Instant; kind: 'answer'; by: null; data: { instrument: string; saved: number; late: boolean } };

/** Facts, what the pathway made of them, answers and mail of one enrolment, newest last, in one statement. */
export async function timelineOf(tx: Tx, enrolmentId: string): Promise<TimelineRow[]> {
  const { rows } = await sql<TimelineRow>`
    select at, kind, by, data from (
      select at, 1 as rank, 'journal' as kind, n, null as by, entry as data from journal where enrolment_id = ${enrolmentId}
      union all
      select e.recorded_at, 0, 'event', e.seq, coalesce(s.name, e.recorded_by), jsonb_build_object('type', e.type)
        from event e left join staff_member s on s.id::text = e.recorded_by
        where e.enrolment_id = ${enrolmentId} and e.type <> 'time.passed'
      union all
      select coalesce(accepted_at, due_at), 2, 'message', 0, null,
          jsonb_build_object('role', role, 'state', state, 'channel', channel)
        from message where enrolment_id = ${enrolmentId} and state in ('accepted', 'refused', 'ambiguous', 'withheld')
      union all
      select max(a.saved_at), 2, 'answer', 0, null,
          jsonb_build_object('instrument', a.instrument, 'saved', count(distinct a.item), 'late', bool_or(a.late))
        from answer a join check_in c on c.id = a.check_in_id
        where c.enrolment_id = ${enrolmentId} group by a.check_in_id, a.instrument
    ) lines order by at, rank, n`.execute(tx);
  return rows;
}
