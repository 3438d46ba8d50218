import { sql } from 'kysely';
import type { Db } from './connection';

const known = new WeakMap<Db, Promise<ReadonlySet<string>>>();

/** Every time zone that the database can compute with; read once, because each look goes through its files. */
export function zonesKnown(db: Db): Promise<ReadonlySet<string>> {
  const found = known.get(db) ?? readZones(db);
  known.set(db, found);
  found.catch(() => known.delete(db));
  return found;
}

async function readZones(db: Db): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`select name from pg_timezone_names`.execute(db);
  return new Set(rows.map(({ name }) => name));
}
