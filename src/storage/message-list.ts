import { sql } from 'kysely';
import type { Instant } from '../domain/time';
import type { Tx } from './connection';

export type LedgerItem = {
  id: string;
  key: string;
  role: string;
  channel: string;
  checkInId: string | null;
  dueAt: Instant;
  expiresAt: Instant | null;
  state: string;
  reason: string | null;
  acceptedAt: Instant | null;
  /** It was put off from the time its plan named. */
  putOff: boolean;
  /** An ambiguous one that is tried again. */
  again: boolean;
  attempts: { startedAt: Instant; endedAt: Instant | null; outcome: string | null; code: number | null }[];
};

/** Everything planned, sent or withheld for an enrolment, in order of its due time, with each attempt. */
export async function messagesOf(tx: Tx, enrolmentId: string): Promise<LedgerItem[]> {
  const messages = await tx
    .selectFrom('message')
    .selectAll()
    .where('enrolment_id', '=', enrolmentId)
    .orderBy('due_at')
    .orderBy('key')
    .execute();
  const attempts = await tx
    .selectFrom('message_attempt as a')
    .innerJoin('message as m', 'm.id', 'a.message_id')
    .selectAll('a')
    .where('m.enrolment_id', '=', enrolmentId)
    .orderBy('a.started_at')
    .execute();
  return messages.map((message) => ({
    id: message.id,
    key: message.key,
    role: message.role,
    channel: message.channel,
    checkInId: message.check_in_id,
    dueAt: message.due_at,
    expiresAt: message.expires_at,
    state: message.state,
    reason: message.reason,
    acceptedAt: message.accepted_at,
    putOff: message.first_due_at !== null,
    again: message.lease_until !== null,
    attempts: attempts
      .filter((attempt) => attempt.message_id === message.id)
      .map(({ started_at, ended_at, outcome, code }) => ({ startedAt: started_at, endedAt: ended_at, outcome, code })),
  }));
}

/**
 * Locks the patient a message is about, before a transaction that settles a bounce: patient first, always.
 * Null = the attempt is unknown.
 */
export async function lockPatientOf(tx: Tx, attemptId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select p.id from patient p where p.id = (
      select coalesce(m.patient_id, x.patient_id) from message_attempt a join message m on m.id = a.message_id
        left join escalation x on x.id = m.escalation_id where a.id = ${attemptId})
    for no key update`.execute(tx);
  return rows[0]?.id ?? null;
}
