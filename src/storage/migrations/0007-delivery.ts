import { sql, type Kysely } from 'kysely';

// What the ledger must remember to tell a dead way out, a mail that never began to leave, and a policy from a mailbox.
const statements = [
  // What due_at was before a back-off or a guard put it off; null = never put off.
  `alter table message add column first_due_at timestamptz(3)`,
  // false = the text has not begun to leave, true = it may have; null = written by a release that did not say.
  `alter table message_attempt add column data_begun boolean`,
  // The enhanced status of the answer, digits only: never the words.
  `alter table message_attempt add column status text check (status ~ '^[245]\\.\\d{1,3}\\.\\d{1,3}$')`,
  // How much a round of the watch found in all; findings holds a bounded part of it.
  `alter table watch_round add column found integer`,
  // When the house was last tidied, so that one worker does it once a day.
  `create table tidied (one boolean primary key default true check (one), at timestamptz(3) not null)`,
  `create index patient_session_ended on patient_session (expires_at)`,
  `create index idempotency_key_age on idempotency_key (created_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
