import { sql } from 'kysely';
import type { PlannedCheckIn } from '../../domain/words/effect';
import type { Tx } from '../tx/connection';

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
      where enrolment_id = ${owner.enrolmentId} and lane = 'bulk' and state = 'planned' and key not in (select key from wanted)
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

const iso = (at: number): string => new Date(at).toISOString();
