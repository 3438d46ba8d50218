import { sql } from 'kysely';
import type { Db } from '../../../src/storage/tx/connection';

/** What stands in every table, as one short text each. Who asked is written down all the same: the audit, and when a key was last used, apart. */
export async function allTables(
  db: Db,
  except: readonly string[] = ['audit_log', 'api_key'],
): Promise<Record<string, string>> {
  const { rows: tables } = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(db);
  const texts: Record<string, string> = {};
  for (const { name } of tables.filter((table) => !except.includes(table.name))) {
    const { rows } = await sql<{ text: string | null }>`
      select count(*) || ' ' || md5(string_agg(t::text, ',' order by t::text)) as text from ${sql.table(name)} t`.execute(
      db,
    );
    texts[name] = rows[0]?.text ?? 'empty';
  }
  return texts;
}
