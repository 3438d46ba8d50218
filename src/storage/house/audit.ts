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

/** The same person reading the same again within so long leaves no further row; it is counted beside the one there is. */
const READ_MINUTES = 15;
const lately = sql`at > clock_timestamp() - ${READ_MINUTES} * interval '1 minute'`;

/** Of rows named `earlier`: rows of the audit never change, so how often they were read again stands in a table beside it. */
const countAgain = sql`insert into audit_repeat (audit_id, times) select id, 1 from earlier order by id
  on conflict (audit_id) do update set times = audit_repeat.times + 1, last_at = excluded.last_at`;

/** Who looked at what of one person: one row a quarter of an hour, however often, with a count. */
export async function writeView(tx: Tx, entry: AuditEntry): Promise<void> {
  await sql`
    with earlier as (
      select id from audit_log where principal = ${entry.principal} and action = ${entry.action} and action like 'GET %'
        and subject is not distinct from ${entry.subject} and status = ${entry.status} and shown is null and ${lately}
      order by at desc limit 1),
    again as (${countAgain})
    insert into audit_log (clinic_id, principal, action, subject, status)
    select ${entry.clinicId}, ${entry.principal}, ${entry.action}, ${entry.subject}, ${entry.status}
    where not exists (select from earlier)`.execute(tx);
}

/**
 * Who was shown which rows of a list. A list that is polled leaves a row a quarter of an hour, with a count; what is new on
 * it, one more.
 */
export async function writeRead(tx: Tx, { shown, ...entry }: AuditEntry & { shown: readonly string[] }): Promise<void> {
  await sql`
    with before as (
      select id, shown from audit_log where principal = ${entry.principal} and action = ${entry.action}
        and shown is not null and ${lately}),
    fresh as (
      select array(select one from unnest(${[...shown]}::uuid[]) one
        where not exists (select from before where one = any(before.shown))) as ids),
    earlier as (select id from before where shown = '{}' or shown && ${[...shown]}::uuid[]),
    again as (${countAgain})
    insert into audit_log (clinic_id, principal, action, subject, status, shown)
    select ${entry.clinicId}, ${entry.principal}, ${entry.action}, ${entry.subject}, ${entry.status}, ids from fresh
    where cardinality(ids) > 0 or not exists (select from before)`.execute(tx);
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
