import { sql } from 'kysely';
import type { Tx } from '../tx/connection';

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
