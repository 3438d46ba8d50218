import { sql } from 'kysely';
import type { MessageChannel } from '../domain/message';
import type { Instant } from '../domain/time';
import type { Tx } from './connection';

/** One person told on one channel that somebody is needed. */
export type StaffAlert = {
  clinicId: string;
  escalationId: string;
  staffId: string;
  channel: MessageChannel;
  round: number;
  rung: number;
  /** Counts the repeats of the last rung; 0 before. */
  repeat: number;
  /** The hour in the subject: when the next person is told. */
  answerBy: Instant;
};

/** Due at once, on the urgent lane. The key says whom, when in the ladder and how: planning it again changes nothing. */
export async function planStaffAlert(tx: Tx, alert: StaffAlert): Promise<boolean> {
  const { escalationId, staffId, channel, round, rung, repeat } = alert;
  const again = repeat === 0 ? '' : `/repeat/${repeat}`;
  const key = `escalation/${escalationId}/round/${round}/rung/${rung}${again}/${staffId}/${channel}`;
  const { numAffectedRows } = await sql`
    insert into message (clinic_id, key, lane, channel, template, role, escalation_id, staff_id, round, rung, params, due_at, created_at)
    select ${alert.clinicId}, ${key}, 'urgent', ${channel}, 'staff-alert', 'staff-alert', ${escalationId}, ${staffId}, ${round}, ${rung},
      ${JSON.stringify({ answerBy: alert.answerBy })}::jsonb, now, now
    from (select clinic_now(${alert.clinicId}) as now) clock
    on conflict (clinic_id, key) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}
