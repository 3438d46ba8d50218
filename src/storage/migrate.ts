import { Kysely, Migrator, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import * as first from './migrations/0001-facts-state-plan';
import * as people from './migrations/0002-people';
import * as ladders from './migrations/0004-ladders';
import * as delivery from './migrations/0007-delivery';

const migrations = {
  '0001-facts-state-plan': first,
  '0002-people': people,
  '0004-ladders': ladders,
  '0007-delivery': delivery,
};

/** Brings a database to the newest shape. Safe to run from several processes at once: the migrator takes a lock. */
export async function migrateToLatest(connectionString: string): Promise<string[]> {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString, max: 1 }) }) });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
    const { error, results } = await migrator.migrateToLatest();
    if (error) throw error instanceof Error ? error : new Error('migration did not finish', { cause: error });
    return (results ?? []).map((result) => result.migrationName);
  } finally {
    await db.destroy();
  }
}
