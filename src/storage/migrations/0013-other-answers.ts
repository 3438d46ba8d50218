import { sql, type Kysely } from 'kysely';

/** A question may have other answers than yes and no: it is then decided, neither approved nor declined. */
const statements = [
  `alter table gate drop constraint gate_status_check`,
  `alter table gate add constraint gate_status_check check (status in ('open', 'approved', 'declined', 'decided', 'withdrawn'))`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
