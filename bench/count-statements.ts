import { sql } from 'kysely';
import type { Db } from '../src/storage/tx/connection';

const TRANSACTION = /^(begin|start transaction|commit|rollback)\b/i;

/** What a piece of work asks of PostgreSQL, a request at a time: statements apart from begin and commit, and commits. */
export async function countStatements(
  db: Db,
  requests: number,
  work: () => Promise<unknown>,
): Promise<{ statements: number; commits: number }> {
  await sql`select pg_stat_statements_reset()`.execute(db);
  await work();
  const { rows } = await sql<{ query: string; calls: number }>`
    select query, calls from pg_stat_statements
    where dbid = (select oid from pg_database where datname = current_database()) and query not like '%pg_stat_statements%'`.execute(
    db,
  );
  const calls = (kept: (query: string) => boolean) =>
    rows.filter(({ query }) => kept(query)).reduce((sum, row) => sum + row.calls, 0);
  const statements = calls((query) => !TRANSACTION.test(query)) / requests;
  const began = calls((query) => /^(begin|start transaction)\b/i.test(query));
  // Outside a transaction every statement is committed by itself.
  return { statements, commits: began === 0 ? statements : calls((query) => /^commit\b/i.test(query)) / requests };
}
