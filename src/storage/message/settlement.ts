import { sql } from 'kysely';
import type { Outcome } from '../../domain/words/message';
import type { Tx } from '../tx/connection';
import { ambiguousAgainAt, backOff } from './withholding';

/** One hand-over and what became of it. `to` is the address that was tried: a bounce says nothing about a newer one. */
export type Settlement = { attemptId: string; to: string; outcome: Outcome };

/** Whose mailbox turned out not to exist, newly known: a patient's, or that of staff a ladder waits for. */
export type Bounced = { patientId: string | null; escalationId: string | null };

/**
 * Writes what became of attempts, in one statement. Each attempt is settled once; only one that was given up as
 * ambiguous may still be told apart later, as long as no newer attempt was begun.
 * A refusal because there is no such mailbox is a hard bounce: it marks the patient's address, or makes the rung due now.
 */
export async function settle(tx: Tx, settlements: Settlement[]): Promise<Bounced[]> {
  const told = settlements.map(({ attemptId, to, outcome }) => ({
    attempt_id: attemptId,
    address: to,
    outcome: outcome.outcome,
    code: outcome.code,
    status: 'status' in outcome ? outcome.status : null,
    bounced: outcome.outcome === 'refused' && outcome.hardBounce,
  }));
  const { rows } = await sql<{ patient_id: string | null; escalation_id: string | null }>`
    with told as (
      select * from jsonb_to_recordset(${JSON.stringify(told)}::jsonb)
        as t(attempt_id uuid, address text, outcome text, code integer, status text, bounced boolean)
    ), ended as (
      update message_attempt a set outcome = told.outcome, code = told.code, status = told.status, ended_at = clock_timestamp()
      from told where a.id = told.attempt_id
        and (a.outcome is null or a.outcome = 'ambiguous' and told.outcome <> 'ambiguous')
      returning a.message_id, told.*
    ), moved as (
      update message m set changed_at = clock_timestamp(),
        state = case when ended.outcome <> 'deferred' then ended.outcome
          when m.void_since is null then 'planned' else 'superseded' end,
        due_at = case ended.outcome when 'deferred' then clinic_now(m.clinic_id) + ${backOff(sql`ended.code`)} else m.due_at end,
        first_due_at = coalesce(m.first_due_at, m.due_at),
        accepted_at = case ended.outcome when 'accepted' then clinic_now(m.clinic_id) end,
        lease_until = case ended.outcome when 'ambiguous' then ${ambiguousAgainAt} end
      from ended where m.id = ended.message_id and m.attempt_id = ended.attempt_id
        and m.state in ('attempting', 'ambiguous', 'planned', 'claimed')
      returning m.clinic_id, m.patient_id, m.escalation_id, m.staff_id, m.round, m.rung, m.params, ended.bounced, ended.address
    ), patients as (
      update patient p set email_bounced_at = clinic_now(p.clinic_id)
      from moved where moved.bounced and moved.escalation_id is null and p.id = moved.patient_id
        and p.email = moved.address and p.email_bounced_at is null
      returning p.id
    ), ladders as (
      update escalation x set next_due_at = clinic_now(x.clinic_id)
      from moved where moved.bounced and x.id = moved.escalation_id and x.round = moved.round and x.status = 'open'
        -- Not a rung long passed; and the last one has nobody behind it: it would bounce and repeat in a circle.
        and x.rung = moved.rung and x.exhausted_at is null
        and x.next_due_at > clinic_now(x.clinic_id)
      returning x.id
    ), given_back as (
      -- Whoever it was handed over to may know nothing of it: it is nobody's from here.
      update escalation x set acknowledged_until = clinic_now(x.clinic_id), next_due_at = clinic_now(x.clinic_id)
      from moved where moved.bounced and x.id = moved.escalation_id and x.round = moved.round and x.status = 'acknowledged'
        and (moved.params ->> 'handedOver')::boolean and x.acknowledged_by = moved.staff_id
        and not exists (select from message other where other.escalation_id = x.id and other.staff_id = moved.staff_id
          and other.state = 'accepted' and (other.params ->> 'handedOver')::boolean and other.round = x.round)
      returning x.id
    )
    select id as patient_id, null::uuid as escalation_id from patients
    union all select null, id from ladders union all select null, id from given_back`.execute(tx);
  return rows.map((row) => ({ patientId: row.patient_id, escalationId: row.escalation_id }));
}
