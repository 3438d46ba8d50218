import { sql } from 'kysely';
import { type Handover, NO_LINK_CODE } from '../../domain/words/message';
import type { MessageRow } from '../../domain/telling/timeline/rows';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { clinicsNow, letterColumns, letterJoins, type LetterRow, toHandover } from './letter';

/** One mail to a patient, as it would be read now, and what became of it. */
export type OneMessage = MessageRow & {
  enrolmentId: string;
  enrolmentStatus: string;
  patientId: string;
  dueAt: Instant;
  acceptedAt: Instant | null;
  /** Where it goes now; where it went is told by nobody. */
  to: string | null;
  /** In which language it was last handed over; null: it never was. */
  sentLanguage: string | null;
  /** Who sent it again, or kept it back, and why; null where nobody did. */
  by: string | null;
  why: string | null;
  handover: Handover;
};

type Row = LetterRow & Omit<OneMessage, 'handover' | 'to'>;

/** Null where there is no such mail to a patient of this clinic. */
export async function oneMessage(tx: Tx, clinicId: string, id: string): Promise<OneMessage | null> {
  const { rows } = await sql<Row>`
    with m as (select * from message where id = ${id} and clinic_id = ${clinicId} and escalation_id is null),
      ${clinicsNow}
    select ${letterColumns}, m.id, m.attempt_id, m.attempts, m.channel, m.template, m.role, m.escalation_id, m.state, m.reason,
      m.enrolment_id as "enrolmentId", e.status as "enrolmentStatus", m.patient_id as "patientId", m.due_at as "dueAt",
      m.accepted_at as "acceptedAt", m.attempts as tries, m.first_due_at is not null as "putOff", m.lease_until is not null as again,
      (select t.code from message_attempt t where t.message_id = m.id order by t.started_at desc limit 1) as "lastCode",
      (select t.language from message_attempt t where t.message_id = m.id order by t.started_at desc limit 1) as "sentLanguage",
      k.key as "checkIn", a.purpose, (select b.name from staff_member b where b.id::text = m.params ->> 'by') as by,
      (select w.text from patient_text w where w.id::text = m.params ->> 'why') as why
    ${letterJoins}
    where not p.hidden`.execute(tx);
  const [row] = rows;
  if (row === undefined) return null;
  const { enrolmentId, enrolmentStatus, patientId, dueAt, acceptedAt, sentLanguage, by, why } = row;
  const {
    id: messageId,
    role,
    template,
    state,
    channel,
    reason,
    tries,
    lastCode,
    putOff,
    again,
    checkIn,
    purpose,
  } = row;
  return {
    ...{ id: messageId, role, template, state, channel, reason, tries, lastCode, putOff, again, checkIn, purpose },
    ...{ enrolmentId, enrolmentStatus, patientId, dueAt, acceptedAt, sentLanguage, by, why },
    to: row.address,
    handover: toHandover(row, NO_LINK_CODE),
  };
}
