import { sql } from 'kysely';
import type { PlannedAppointment, PlannedCheckIn } from '../../domain/words/effect';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';

/** Asked for by a person and not by the plan, which therefore does not let it go. */
const sentAgain = sql`coalesce((params ->> 'again')::boolean, false)`;

type Owner = { enrolmentId: string; clinicId: string; patientId: string };

/**
 * Writes the plan of the next weeks over the one before: same keys, same rows. What the plan no longer holds is
 * superseded, what it holds again is planned again, also what a pause or a stop of the patient's withheld; rows that
 * somebody already attempted, withheld for another reason or closed stay as they are.
 */
export async function writePlan(tx: Tx, owner: Owner, plan: PlannedCheckIn[]): Promise<void> {
  const checkIns = JSON.stringify(
    plan.map((c) => ({ key: c.key, ask: c.ask, opens_at: iso(c.opensAt), closes_at: iso(c.closesAt) })),
  );
  const messages = JSON.stringify(
    plan.flatMap((c) =>
      c.messages.map((m) => ({
        key: `${owner.enrolmentId}/${m.key}`,
        check_in: c.key,
        role: m.role,
        due_at: iso(m.dueAt),
        expires_at: iso(m.expiresAt),
        // Somebody rings on that very day: it goes when it may, not at the next morning's hour.
        params: c.callAt == null ? {} : { sameDay: true },
      })),
    ),
  );
  await sql`
    with wanted as (
      select * from jsonb_to_recordset(${checkIns}::jsonb) as w(key text, ask jsonb, opens_at timestamptz, closes_at timestamptz)
    ), dropped as (
      update check_in set status = 'superseded'
      where enrolment_id = ${owner.enrolmentId} and status = 'planned' and key not in (select key from wanted)
    )
    insert into check_in (clinic_id, enrolment_id, patient_id, key, ask, opens_at, closes_at)
    select ${owner.clinicId}, ${owner.enrolmentId}, ${owner.patientId}, key, ask, opens_at, closes_at from wanted
    on conflict (enrolment_id, key) do update
      set ask = excluded.ask, opens_at = excluded.opens_at, closes_at = excluded.closes_at, status = 'planned'
      where check_in.status in ('planned', 'superseded')
        and (check_in.status, check_in.ask, check_in.opens_at, check_in.closes_at)
          is distinct from ('planned', excluded.ask, excluded.opens_at, excluded.closes_at)`.execute(tx);
  await sql`
    with wanted as (
      select * from jsonb_to_recordset(${messages}::jsonb)
        as w(key text, check_in text, role text, due_at timestamptz, expires_at timestamptz, params jsonb)
    ), dropped as (
      update message set state = 'superseded', changed_at = clock_timestamp()
      where enrolment_id = ${owner.enrolmentId} and template = 'check-in' and state = 'planned' and key not in (select key from wanted)
        and not ${sentAgain}
    )
    insert into message (clinic_id, key, lane, channel, template, role, enrolment_id, patient_id, check_in_id, params,
      due_at, expires_at, created_at)
    select ${owner.clinicId}, w.key, 'bulk', 'mail', 'check-in', w.role, ${owner.enrolmentId}, ${owner.patientId}, c.id, w.params,
      w.due_at, w.expires_at, clinic_now(${owner.clinicId})
    from wanted w join check_in c on c.enrolment_id = ${owner.enrolmentId} and c.key = w.check_in
    where c.status = 'planned'
    on conflict (clinic_id, key) do update
      set state = 'planned', reason = null, due_at = excluded.due_at, first_due_at = null, expires_at = excluded.expires_at, check_in_id = excluded.check_in_id,
        changed_at = clock_timestamp()
      where message.attempts = 0
        and (message.state in ('planned', 'superseded') or (message.state = 'withheld' and message.reason in ('paused', 'no-consent')))
        and (message.state, message.due_at, message.expires_at)
          is distinct from ('planned', excluded.due_at, excluded.expires_at)`.execute(tx);
}

/** When something is told that was changed just now: not before the time to take it back is over. */
type Moment = { now: Instant; quietUntil: Instant };

/**
 * Writes the appointments to come as the facts have them, and their reminders as the plan of check-ins is written. Whatever
 * a calendar must follow (another time, called off, not booked after all, booked again) raises the sequence and is told by a
 * notice of its own; the guard withholds that from whoever was told nothing before.
 */
export async function writeAppointments(
  tx: Tx,
  { enrolmentId, clinicId, patientId }: Owner,
  plan: PlannedAppointment[],
  { now, quietUntil }: Moment,
): Promise<void> {
  const rows = JSON.stringify(
    plan.map(({ key, purpose, at, wholeDay, calledOff, prepare, text }) => ({
      ...{ key, purpose, at: iso(at), whole_day: wholeDay, status: calledOff ? 'called-off' : 'booked' },
      ...{ prepare, text_id: text },
    })),
  );
  const reminders = JSON.stringify(
    plan.flatMap(({ key: appointment, at, messages }) =>
      messages.map(({ key, role, dueAt, expiresAt }) => ({
        ...{ key: `${enrolmentId}/${key}`, appointment, role, due_at: iso(dueAt), expires_at: iso(expiresAt) },
        // On its own morning nothing waits for the next one.
        params: { at, ...(role === '0-days-before' ? { sameDay: true } : {}) },
      })),
    ),
  );
  await sql`
    with wanted as (
      select * from jsonb_to_recordset(${rows}::jsonb)
        as w(key text, purpose text, at timestamptz, whole_day boolean, status text, prepare jsonb, text_id uuid)
    ), before as (
      select key, sequence from appointment where enrolment_id = ${enrolmentId}
    ), written as (
      insert into appointment (clinic_id, enrolment_id, key, purpose, at, whole_day, status, prepare, text_id)
      select ${clinicId}, ${enrolmentId}, key, purpose, at, whole_day, status, prepare, text_id from wanted
      on conflict (enrolment_id, key) do update
        set purpose = excluded.purpose, at = excluded.at, whole_day = excluded.whole_day, status = excluded.status,
          prepare = excluded.prepare, text_id = excluded.text_id,
          sequence = appointment.sequence + case when (appointment.at, appointment.whole_day, appointment.status)
            is distinct from (excluded.at, excluded.whole_day, excluded.status) then 1 else 0 end,
          declined_at = case when appointment.at = excluded.at then appointment.declined_at end
        where (appointment.purpose, appointment.at, appointment.whole_day, appointment.status, appointment.prepare, appointment.text_id)
          is distinct from (excluded.purpose, excluded.at, excluded.whole_day, excluded.status, excluded.prepare, excluded.text_id)
      returning id, key, at, status, sequence
    ), vanished as (
      update appointment set status = 'called-off', sequence = sequence + 1
      where enrolment_id = ${enrolmentId} and status = 'booked' and at > ${new Date(now)}
        and key not in (select key from wanted)
      returning id, key, at, status, sequence
    ), changed as (
      select written.* from written join before using (key) where written.sequence > before.sequence
      union all select * from vanished
    ), dropped as (
      update message set state = 'superseded', changed_at = clock_timestamp()
      where enrolment_id = ${enrolmentId} and template = 'appointment' and role like '%-days-before' and state = 'planned'
        and not ${sentAgain}
        and key not in (select r.key from jsonb_to_recordset(${reminders}::jsonb) as r(key text))
    )
    insert into message (clinic_id, key, lane, channel, template, role, enrolment_id, patient_id, appointment_id, params,
      due_at, expires_at, created_at)
    select ${clinicId}, ${enrolmentId}::text || '/appointment/' || key || '/change-' || sequence, 'bulk', 'mail', 'appointment',
      case status when 'booked' then 'moved' else 'called-off' end, ${enrolmentId}, ${patientId}, id,
      jsonb_build_object('at', (extract(epoch from at) * 1000)::bigint, 'sameDay', true),
      ${new Date(Math.max(now, quietUntil))}, at, ${new Date(now)}
    from changed where at > ${new Date(now)}
    on conflict (clinic_id, key) do nothing`.execute(tx);
  if (reminders === '[]') return;
  await sql`
    insert into message (clinic_id, key, lane, channel, template, role, enrolment_id, patient_id, appointment_id, params,
      due_at, expires_at, created_at)
    select ${clinicId}, w.key, 'bulk', 'mail', 'appointment', w.role, ${enrolmentId}, ${patientId}, a.id, w.params,
      w.due_at, w.expires_at, ${new Date(now)}
    from jsonb_to_recordset(${reminders}::jsonb)
        as w(key text, appointment text, role text, due_at timestamptz, expires_at timestamptz, params jsonb)
      join appointment a on a.enrolment_id = ${enrolmentId} and a.key = w.appointment
    on conflict (clinic_id, key) do update
      set state = 'planned', reason = null, due_at = excluded.due_at, first_due_at = null, expires_at = excluded.expires_at,
        params = excluded.params, changed_at = clock_timestamp()
      where message.attempts = 0
        and (message.state in ('planned', 'superseded')
          or (message.state = 'withheld' and message.reason in ('paused', 'no-consent', 'moved', 'cancelled')))
        and (message.state, message.due_at, message.expires_at, message.params)
          is distinct from ('planned', excluded.due_at, excluded.expires_at, excluded.params)`.execute(tx);
}

const iso = (at: number): string => new Date(at).toISOString();
