import { sql, type Kysely } from 'kysely';

// Who changed a rota or an absence and when, absences that can be ended, what a reader of a list was shown, and three
// tables whose rows never change.

const statements = [
  `alter table duty_shift add column recorded_by text not null default 'system'`,
  `alter table absence
    add column recorded_by text not null default 'system',
    add column recorded_at timestamptz(3) not null default clock_timestamp(),
    add column ended_at timestamptz(3),
    add column ended_by text,
    -- When somebody really is away: up to the earlier of the two ends; empty where it was ended before it began.
    add column away tstzrange generated always as
      (tstzrange(starts_at, greatest(starts_at, least(ends_at, ended_at)))) stored`,

  `alter table audit_log add column shown uuid[]`,
  `create index audit_log_reads on audit_log (principal, action, at) where shown is not null`,

  `create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'Rows of % never change: what was wrong is corrected by another row.', tg_table_name
        using errcode = 'restrict_violation';
    end $$`,
  ...['event', 'journal', 'audit_log'].map(
    (table) =>
      `create trigger append_only before update or delete on ${table} for each row execute function refuse_change()`,
  ),
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
