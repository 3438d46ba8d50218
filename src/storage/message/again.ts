import { sql } from 'kysely';
import type { WithheldReason } from '../../domain/words/message';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { pointless, waitsUntil } from './guard';
import { clinicsNow, letterJoins } from './letter';

// A mail that a person sends again is a row of its own in the ledger, under the guard of every other: it can be withheld,
// wait for the patient's hours or for a hold, and is tried again where no server takes it.

/** What would become of a mail that is sent again now. */
export type Again = {
  state: string;
  template: string;
  /** The same is on its way again already. */
  onItsWay: boolean;
  /** Why it would be pointless; null where it would leave. */
  reason: WithheldReason | null;
  /** Until when it would wait; null: it leaves at once. */
  waitsUntil: Instant | null;
};

/** The row as it would be: everything of the old one but what became of that. */
const anew = (
  by: string,
) => sql`message o join c on c.id = o.clinic_id left join check_in asked on asked.id = o.check_in_id
  cross join lateral jsonb_populate_record(o, jsonb_build_object(
    'id', uuidv7(), 'key', o.key || '/again-' || uuidv7(), 'role', case when o.check_in_id is null then o.role else 'sent-again' end,
    'state', 'planned', 'reason', null, 'attempts', 0, 'attempt_id', null, 'lease_until', null, 'accepted_at', null, 'void_since', null,
    'due_at', c.now, 'first_due_at', null, 'expires_at', coalesce(asked.closes_at, o.expires_at), 'created_at', c.now,
    'changed_at', clock_timestamp(), 'params', o.params || jsonb_build_object('again', true, 'by', ${by}::text))) m`;

/** Judges it by the guard, and writes nothing. Null where there is no such mail to a patient of this clinic. */
export async function judgeAgain(tx: Tx, clinicId: string, messageId: string): Promise<Again | null> {
  const { rows } = await sql<Again>`
    with ${clinicsNow}, m as (select m.* from ${anew('')} where o.id = ${messageId})
    select o.state, o.template, ${pointless} as reason, ${waitsUntil} as "waitsUntil",
      exists (select from message other where other.id <> o.id and other.state in ('planned', 'claimed', 'attempting')
        and (other.check_in_id = o.check_in_id or other.appointment_id = o.appointment_id)
        and (other.params ->> 'again')::boolean) as "onItsWay"
    ${letterJoins} join message o on o.id = ${messageId}
    where o.clinic_id = ${clinicId} and o.escalation_id is null and not p.hidden`.execute(tx);
  return rows[0] ?? null;
}

/** Writes it into the ledger; its id. The caller has judged it, under the lock of the patient. */
export async function planAgain(tx: Tx, clinicId: string, messageId: string, by: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with ${clinicsNow} insert into message select m.* from ${anew(by)}
    where o.id = ${messageId} and o.clinic_id = ${clinicId} returning id`.execute(tx);
  return rows[0]?.id ?? '';
}

/** Keeps one mail back that has not begun to leave. False where it is no longer to be kept back. */
export async function withholdOne(
  tx: Tx,
  messageId: string,
  { by, textId }: { by: string; textId: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update message set state = 'withheld', reason = 'by-staff', lease_until = null, changed_at = clock_timestamp(),
      params = params || jsonb_build_object('by', ${by}::text, 'why', ${textId}::text)
    where id = ${messageId} and state in ('planned', 'claimed') and escalation_id is null`.execute(tx);
  return Number(numAffectedRows ?? 0) > 0;
}

/** The mail by which an open check-in was asked for, or was to be; null where none was ever planned. */
export async function mailOfCheckIn(
  tx: Tx,
  checkInId: string,
): Promise<{ id: string; takenAt: Instant | null } | null> {
  const { rows } = await sql<{ id: string; takenAt: Instant | null }>`
    select id, (select max(accepted_at) from message where check_in_id = ${checkInId} and void_since is null) as "takenAt"
    from message where check_in_id = ${checkInId} and template = 'check-in'
    order by role = 'invite' desc, created_at desc limit 1`.execute(tx);
  return rows[0] ?? null;
}
