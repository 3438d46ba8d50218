import { sql, type Kysely } from 'kysely';

/** Tables whose rows never change are not emptied either: TRUNCATE asks no trigger of rows, only one of its own. */
const statements = ['event', 'journal', 'audit_log'].map(
  (table) =>
    `create trigger never_emptied before truncate on ${table} for each statement execute function refuse_change()`,
);

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
