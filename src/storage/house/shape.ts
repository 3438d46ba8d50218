import { sql } from 'kysely';
import type { Tx } from '../tx/connection';

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
