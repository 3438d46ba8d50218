import { sql, type Kysely } from 'kysely';

/** What a ladder must remember so that a rung can be told again without moving the next one. */
const changes = [
  // Null where it was not kept: the next rung is then due when the ladder itself is.
  `alter table escalation add column rung_until timestamptz(3)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const change of changes) await sql.raw(change).execute(db);
}
