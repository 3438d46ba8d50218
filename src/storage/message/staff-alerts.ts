import { sql } from 'kysely';
import { TRIED_FOR } from '../../domain/escalation/paging-test';
import type { MessageChannel } from '../../domain/words/message';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { urgencyOf } from '../tx/fragments';

/** One person told on one channel that somebody is needed. */
export type StaffAlert = {
  clinicId: string;
  escalationId: string;
  staffId: string;
  channel: MessageChannel;
  round: number;
  rung: number;
  /** Counts how often a rung was told again; 0 before. */
  repeat: number;
  /** The moment in the subject: when the next ones are told. */
  answerBy: Instant;
  /** Who is told then, by name; null = nobody stands behind this rung. */
  next: string | null;
  /** How often whoever was told is told again. */
  everyMinutes?: number;
  /** The escalation's revision, where somebody is told of something new between the rungs. */
  news?: number;
  /** When somebody gave it to this person: whoever has it is told, and nobody else is. */
  handedOverAt?: Instant;
};

/** So long a mail gives way to one about a more urgent item of the same patient that is just leaving for the same person. */
const GIVES_WAY_SECONDS = 10;

/**
 * Due at once, on the urgent lane. The key says whom, when in the ladder and how: planning it again changes nothing. A mail
 * says how many items of the patient are open; one that is about to leave for the same person is waited for, because the
 * guard then takes this one back if that one was accepted and had counted it.
 */
export async function planStaffAlert(tx: Tx, alert: StaffAlert): Promise<boolean> {
  const { escalationId, staffId, channel, round, rung, repeat, news, handedOverAt } = alert;
  const again =
    handedOverAt !== undefined
      ? `/handed-over/${handedOverAt}`
      : news !== undefined
        ? `/news/${news}`
        : repeat === 0
          ? ''
          : `/repeat/${repeat}`;
  const key = `escalation/${escalationId}/round/${round}/rung/${rung}${again}/${staffId}/${channel}`;
  const { answerBy, next, everyMinutes } = alert;
  const said = { answerBy, next, everyMinutes, news: news !== undefined, handedOver: handedOverAt !== undefined };
  const { numAffectedRows } = await sql`
    insert into message (clinic_id, key, lane, channel, template, role, escalation_id, staff_id, round, rung, params, due_at, created_at)
    select ${alert.clinicId}, ${key}, 'urgent', ${channel}, 'staff-alert', 'staff-alert', x.id, ${staffId}, ${round}, ${rung},
      ${JSON.stringify(said)}::jsonb || jsonb_build_object(
        'times', 1 + (select count(*) from message b where b.escalation_id = x.id and b.staff_id = ${staffId}
          and b.channel = ${channel} and b.state <> 'withheld'),
        'items', 1 + (select count(*) from escalation o where o.patient_id = x.patient_id and o.id <> x.id and o.status = 'open')),
      now + case when ${channel} = 'mail' and exists (select from escalation o where o.patient_id = x.patient_id and o.id <> x.id
          and o.status = 'open' and ${urgencyOf(sql`o.tier`)} <= ${urgencyOf(sql`x.tier`)} and (
            ${urgencyOf(sql`o.tier`)} < ${urgencyOf(sql`x.tier`)} and o.next_due_at <= now
            or exists (select from message b where b.escalation_id = o.id and b.staff_id = ${staffId} and b.channel = 'mail'
              and b.state in ('planned', 'claimed', 'attempting'))))
        then ${GIVES_WAY_SECONDS} * interval '1 second' else interval '0' end, now
    from (select clinic_now(${alert.clinicId}) as now) clock, escalation x where x.id = ${escalationId}
    on conflict (clinic_id, key) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/**
 * A test somebody asked for, on one of their channels: the lane, the sender and the patience of an alert, until it is too old
 * for anybody to want it.
 */
export async function planPagingTest(tx: Tx, testId: string, channel: MessageChannel): Promise<void> {
  await sql`
    insert into message (clinic_id, key, lane, channel, template, role, paging_test_id, staff_id, params, due_at, expires_at, created_at)
    select t.clinic_id, concat_ws('/', 'paging-test', t.id, ${channel}::text), 'urgent', ${channel}, 'paging-test', 'paging-test', t.id,
      t.staff_id, jsonb_build_object('askedAt', (extract(epoch from t.asked_at) * 1000)::bigint),
      t.asked_at, t.asked_at + ${TRIED_FOR} * interval '1 millisecond', t.asked_at
    from paging_test t where t.id = ${testId}`.execute(tx);
}
