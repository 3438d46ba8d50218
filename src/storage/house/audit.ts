import { sql } from 'kysely';
import type { Tx } from '../tx/connection';
import { DomainError } from '../../domain/words/error';

export type AuditEntry = {
  clinicId: string;
  principal: string;
  action: string;
  subject: string | null;
  status: number;
};

/** Who did or read what about whom: ids only, and never changed afterwards. */
export async function writeAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx
    .insertInto('audit_log')
    .values({
      clinic_id: entry.clinicId,
      principal: entry.principal,
      action: entry.action,
      subject: entry.subject,
      status: entry.status,
    })
    .execute();
}

/** The same person reading the same list again within so long leaves no further row, unless somebody new is on it. */
const READ_MINUTES = 15;

/** Who was shown which rows of a list. A list that is polled leaves a row a quarter of an hour; what is new on it, one more. */
export async function writeRead(tx: Tx, { shown, ...entry }: AuditEntry & { shown: readonly string[] }): Promise<void> {
  await sql`
    with earlier as (
      select shown from audit_log where principal = ${entry.principal} and action = ${entry.action} and shown is not null
        and at > clock_timestamp() - ${READ_MINUTES} * interval '1 minute'),
    fresh as (
      select array(select id from unnest(${[...shown]}::uuid[]) id
        where not exists (select from earlier where id = any(earlier.shown))) as ids)
    insert into audit_log (clinic_id, principal, action, subject, status, shown)
    select ${entry.clinicId}, ${entry.principal}, ${entry.action}, ${entry.subject}, ${entry.status}, ids from fresh
    where cardinality(ids) > 0 or not exists (select from earlier)`.execute(tx);
}

/** One attempt at one thing by one principal: the same key for another address or person is another attempt. */
export type Attempt = { principal: string; method: string; route: string; key: string; bodyHash: Buffer };

export type StoredReply = { status: number; body: object | null; location: string | null };

type Row = { bodyHash: Buffer; status: number; response: { body: object | null; location: string | null } };

/**
 * The reply of an earlier attempt, or null when this is the first. The lock lasts until this transaction ends, so that the
 * work, its reply and the key become true together: a crash leaves all of them or none.
 */
export async function findReply(tx: Tx, attempt: Attempt): Promise<StoredReply | null> {
  const name = JSON.stringify([attempt.principal, attempt.method, attempt.route, attempt.key]);
  const lock = await sql<{
    got: boolean;
  }>`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as got`.execute(tx);
  if (lock.rows[0]?.got !== true) {
    throw new DomainError(
      'busy',
      'A request with this Idempotency-Key is being carried out: wait for its answer, then try again.',
    );
  }
  const { rows } = await sql<Row>`select body_hash as "bodyHash", status, response from idempotency_key
    where principal = ${attempt.principal} and method = ${attempt.method} and route = ${attempt.route} and key = ${attempt.key}`.execute(
    tx,
  );
  const row = rows[0];
  if (!row) return null;
  if (!row.bodyHash.equals(attempt.bodyHash)) {
    throw new DomainError(
      'invalid',
      'This Idempotency-Key was used with another body: use a new key for a new request.',
    );
  }
  return { status: row.status, ...row.response };
}

export async function rememberReply(tx: Tx, attempt: Attempt, reply: StoredReply): Promise<void> {
  await tx
    .insertInto('idempotency_key')
    .values({
      principal: attempt.principal,
      method: attempt.method,
      route: attempt.route,
      key: attempt.key,
      body_hash: attempt.bodyHash,
      status: reply.status,
      response: JSON.stringify({ body: reply.body, location: reply.location }),
    })
    .execute();
}
