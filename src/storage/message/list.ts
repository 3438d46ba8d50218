import { sql } from 'kysely';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { following, type Page } from '../tx/fragments';

export type LedgerItem = {
  id: string;
  key: string;
  role: string;
  template: string;
  /** Key of the check-in it asks for, and what its appointment is for; null where it is about none. */
  checkIn: string | null;
  purpose: string | null;
  channel: string;
  checkInId: string | null;
  dueAt: Instant;
  /** When its plan wanted it, however often it was put off since. */
  plannedAt: Instant;
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

type MessageRow = Omit<LedgerItem, 'attempts'>;
type AttemptRow = LedgerItem['attempts'][number] & { of: string };

/**
 * Everything planned, sent or withheld for an enrolment with each attempt, in the order its plan names: what was put off
 * keeps its place, so that a page that is read later neither tells it twice nor leaves it out.
 */
export async function messagesOf(tx: Tx, enrolmentId: string, page: Page, newestFirst = false): Promise<LedgerItem[]> {
  const way = newestFirst ? sql`desc` : sql`asc`;
  const plannedAt = sql`coalesce(m.first_due_at, m.due_at)`;
  const { rows } = await sql<MessageRow>`
    select m.id, m.key, m.role, m.template, m.channel, m.check_in_id as "checkInId", k.key as "checkIn", a.purpose,
      m.due_at as "dueAt", ${plannedAt} as "plannedAt", m.expires_at as "expiresAt", m.state, m.reason,
      m.accepted_at as "acceptedAt", m.first_due_at is not null as "putOff", m.lease_until is not null as again
    from message m left join check_in k on k.id = m.check_in_id left join appointment a on a.id = m.appointment_id
    where m.enrolment_id = ${enrolmentId} ${following(page, { at: plannedAt, id: sql`m.id`, newestFirst })}
    order by ${plannedAt} ${way}, m.id ${way} limit ${page.limit}`.execute(tx);
  const attempts = await attemptsOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, attempts: attempts.get(row.id) ?? [] }));
}

async function attemptsOf(tx: Tx, messageIds: string[]): Promise<Map<string, LedgerItem['attempts']>> {
  const { rows } = await sql<AttemptRow>`
    select message_id as of, started_at as "startedAt", ended_at as "endedAt", outcome, code from message_attempt
    where message_id = any(${messageIds}) order by started_at`.execute(tx);
  const found = new Map<string, LedgerItem['attempts']>();
  for (const { of, ...attempt } of rows) found.set(of, [...(found.get(of) ?? []), attempt]);
  return found;
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
