import { sql } from 'kysely';
import type { Db } from '../../src/storage/tx/connection';

type Look = {
  principal: string;
  action: string;
  /** How long ago by the wall clock, in words of the database, and how long it was read again and again. */
  ago: string;
  lasting?: string;
  subject?: string;
};

/** Somebody looked at something before, as the audit has it: a list (the default), or, with a subject, one thing. */
export async function looked(db: Db, clinicId: string, look: Look): Promise<void> {
  const { principal, action, ago, lasting, subject = null } = look;
  await sql`with row as (
      insert into audit_log (clinic_id, at, principal, action, subject, status, shown)
      values (${clinicId}, clock_timestamp() - ${ago}::interval, ${principal}, ${action}, ${subject}, 200, ${subject === null ? '{}' : null})
      returning id, at)
    insert into audit_repeat (audit_id, times, last_at)
    select id, 3, at + ${lasting ?? '0'}::interval from row where ${lasting !== undefined}`.execute(db);
}
