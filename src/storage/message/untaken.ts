import { sql } from 'kysely';
import type { TaskKind } from '../../domain/words/task-kinds';
import { taskRules } from '../../domain/promises/tasks';
import { withinWorkingDays } from '../../domain/calendar/staffed-hours';
import { readClinic } from '../clinic/settings';
import type { Tx } from '../tx/connection';

const kind: TaskKind = 'mail-not-taken';

/**
 * A patient whose mail has been put off for a day while the mail server takes that of others: a full mailbox, a filter of
 * their provider. One task per check-in, closed by itself when the mail is taken or the check-in is over. What nobody's
 * mail gets through is the operators' alarm, and no task. Returns how many were opened.
 */
export async function openUntakenTasks(tx: Tx, clinicId: string): Promise<number> {
  // A statement of its own: two at once would open the same task twice.
  await sql`select from clinic where id = ${clinicId} for no key update`.execute(tx);
  const { settings, now } = await readClinic(tx, clinicId);
  await sql`update task set status = 'closed', completed_at = ${new Date(now)}, closed_because = 'the mail was taken, or the check-in is over'
    where clinic_id = ${clinicId} and kind = ${kind} and status = 'open' and not exists (
      select from check_in k join message m on m.check_in_id = k.id
      where task.key = ${`${kind}/`} || k.id and k.status = 'planned' and m.state in ('planned', 'claimed', 'attempting')
        and m.attempts > 0)`.execute(tx);
  const { team, withinWorkingDays: days } = taskRules[kind];
  const { numAffectedRows } = await sql`
    insert into task (clinic_id, enrolment_id, patient_id, key, kind, team, due_at, opened_at)
    select distinct m.clinic_id, m.enrolment_id, m.patient_id, ${`${kind}/`} || k.id, ${kind}, ${team},
      ${new Date(withinWorkingDays(settings, now, days))}::timestamptz, ${new Date(now)}::timestamptz
    from message m join check_in k on k.id = m.check_in_id and k.status = 'planned'
      join enrolment e on e.id = m.enrolment_id and e.status <> 'ended'
    where m.clinic_id = ${clinicId} and m.lane = 'bulk' and m.state in ('planned', 'claimed') and m.attempts > 2
      and m.due_at < ${new Date(now)}::timestamptz + interval '1 day'
      and m.first_due_at < ${new Date(now)}::timestamptz - interval '1 day'
      and exists (select from message_attempt a join message o on o.id = a.message_id
        where a.id > uuidv7(interval '-1 day') and a.outcome = 'accepted'
          and o.clinic_id = m.clinic_id and o.lane = m.lane and o.channel = m.channel)
    on conflict (clinic_id, key) do nothing`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
