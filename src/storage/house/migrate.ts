import { Kysely, Migrator, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import type { Database, Db, Tx } from '../tx/connection';
import { DomainError } from '../../domain/words/error';
import * as first from '../migrations/0001-facts-state-plan';
import * as people from '../migrations/0002-people';
import * as ladders from '../migrations/0004-ladders';
import * as authority from '../migrations/0005-authority';
import * as quarantine from '../migrations/0006-quarantine';
import * as delivery from '../migrations/0007-delivery';
import * as store from '../migrations/0009-store';
import * as kept from '../migrations/0010-never-emptied';
import * as texts from '../migrations/0011-patient-text';
import * as appointments from '../migrations/0012-appointments';
import * as otherAnswers from '../migrations/0013-other-answers';
import * as problemReports from '../migrations/0014-problem-reports';
import * as signIn from '../migrations/0015-sign-in';
import * as coordinators from '../migrations/0016-coordinators';
import * as pagingTests from '../migrations/0017-paging-tests';
import { landed } from '../migrations/landed';

/**
 * Who works on a store: its owner (tables and migrations), the app (API, worker, commands) and the watch, none of them a
 * superuser. The roles are made where the server is set up; what they may do is said here, after each migration.
 */
export const databaseRoles = {
  owner: 'throughline_owner',
  app: 'throughline_app',
  watch: 'throughline_watch',
} as const;

/** Written once and never changed: also the app can only add to these. */
const APPEND_ONLY = ['event', 'journal', 'audit_log'];
/** What the watch keeps of its own rounds. */
const OF_THE_WATCH = ['watch_round'];

/** Gives app and watch what they need and takes from them what they do not. Where a role is missing there is nothing to give. */
export async function grantRoles(tx: Tx): Promise<void> {
  const { app, watch } = databaseRoles;
  const tables = APPEND_ONLY.map((table) => sql.ref(table));
  if (await exists(tx, app)) {
    const role = sql.ref(app);
    await sql`grant select, insert, update, delete on all tables in schema public to ${role}`.execute(tx);
    await sql`revoke update, delete on ${sql.join(tables)} from ${role}`.execute(tx);
    await sql`revoke insert, update, delete on kysely_migration, kysely_migration_lock from ${role}`.execute(tx);
    await sql`grant usage on all sequences in schema public to ${role}`.execute(tx);
  }
  if (await exists(tx, watch)) {
    const role = sql.ref(watch);
    const own = sql.join(OF_THE_WATCH.map((table) => sql.ref(table)));
    await sql`grant select on all tables in schema public to ${role}`.execute(tx);
    await sql`grant insert, update, delete on ${own} to ${role}`.execute(tx);
  }
}

async function exists(tx: Tx, role: string): Promise<boolean> {
  const { rows } = await sql`select from pg_roles where rolname = ${role}`.execute(tx);
  return rows.length > 0;
}

/**
 * The shape of a database in one number: its columns, constraints, indexes, triggers and functions. Two databases with the
 * same number can be served by the same release. The migrator's own tables do not count.
 */
export async function shapeOf(tx: Tx): Promise<string> {
  const { rows } = await sql<{ shape: string }>`
    with line(text) as (
      select format('column %s.%s %s %s', table_name, column_name, udt_name, is_nullable)
        from information_schema.columns where table_schema = 'public'
      union all
      select format('constraint %s %s', conrelid::regclass, pg_get_constraintdef(oid))
        from pg_constraint where connamespace = 'public'::regnamespace and contype in ('c', 'f', 'p', 'u')
      union all
      select 'index ' || indexdef from pg_indexes where schemaname = 'public'
      union all
      select format('trigger %s on %s', tgname, tgrelid::regclass) from pg_trigger where not tgisinternal
      union all
      select format('function %s %s', proname, md5(prosrc)) from pg_proc where pronamespace = 'public'::regnamespace
    )
    select md5(string_agg(text, E'\n' order by text collate "C")) as shape from line where text !~ '\\mkysely_migration'`.execute(
    tx,
  );
  return rows[0]?.shape ?? '';
}

type Mode = 'demo' | 'live';

export const migrations: Record<string, { up(db: Kysely<unknown>): Promise<void> }> = {
  '0001-facts-state-plan': first,
  '0002-people': people,
  '0004-ladders': ladders,
  '0005-authority': authority,
  '0006-quarantine': quarantine,
  '0007-delivery': delivery,
  '0009-store': store,
  '0010-never-emptied': kept,
  '0011-patient-text': texts,
  '0012-appointments': appointments,
  '0013-other-answers': otherAnswers,
  '0014-problem-reports': problemReports,
  '0015-sign-in': signIn,
  '0016-coordinators': coordinators,
  '0017-paging-tests': pagingTests,
};

/**
 * Brings a database to the newest shape (or to `upTo`). Safe to run from several processes at once: the migrator takes a lock.
 * A database that is not what its migrations say, or a store of another mode, is left as it is (`configuration`).
 */
export async function migrateToLatest(
  connectionString: string,
  { mode, upTo }: { mode?: Mode; upTo?: string } = {},
): Promise<string[]> {
  // Without the time-outs of work: a migration takes as long as it takes, and waits for another one that runs.
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString, max: 2 }) }) });
  try {
    const fault = (await shapeFault(db)) ?? (mode === undefined ? null : await modeFault(db, mode));
    if (fault !== null) throw new DomainError('configuration', fault);
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
    const { error, results } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));
    if (error) throw error instanceof Error ? error : new Error('migration did not finish', { cause: error });
    await db.transaction().execute(grantRoles);
    return (results ?? []).map((result) => result.migrationName);
  } finally {
    await db.destroy();
  }
}

/** Why this release must not work on this database in this mode, in one sentence; null when it may. */
export async function storeFault(db: Db, mode: Mode): Promise<string | null> {
  const done = await migrated(db);
  const behind = Object.keys(migrations).filter((name) => !done.includes(name));
  const fault = await shapeFault(db);
  if (fault === null && behind.length > 0)
    return `This database lacks ${behind.join(', ')}: run "npx throughline migrate" first.`;
  return fault ?? (await modeFault(db, mode));
}

/** A store is for demonstration or for live use, once and for ever; an empty database becomes what its first start says. */
export async function modeFault(tx: Tx, mode: Mode): Promise<string | null> {
  if ((await migrated(tx)).length === 0) return null;
  const store = await tx.selectFrom('store').select('mode').executeTakeFirst();
  if (store === undefined || store.mode === mode) return null;
  return `This database is a ${store.mode} store and can never become a ${mode} store: set THROUGHLINE_MODE=${store.mode}, or name another database.`;
}

async function shapeFault(tx: Tx): Promise<string | null> {
  const done = await migrated(tx);
  const later = done.find((name) => !(name in migrations));
  if (later !== undefined)
    return `This database is of a later release (it has had ${later}): start that release. Nothing was changed.`;
  const last = done.at(-1) ?? '';
  const expected = landed[last]?.shape;
  if (expected === undefined || expected === (await shapeOf(tx))) return null;
  return `This database is not what ${last} makes of it: an unfinished version made it, or a hand changed it. Restore a backup, or in a demonstration delete the data folder. Nothing was changed.`;
}

/** The migrations that a database has had, oldest first. */
async function migrated(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ exists: boolean }>`select to_regclass('kysely_migration') is not null as exists`.execute(
    tx,
  );
  if (rows[0]?.exists !== true) return [];
  const done = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(tx);
  return done.rows.map(({ name }) => name);
}
