import { sql } from 'kysely';
import type { Tx } from '../tx/connection';

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
