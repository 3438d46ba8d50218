import { sql } from 'kysely';
import type { Instant } from '../../domain/words/time';
import { connect, type Db, type Tx } from '../tx/connection';
import { sentAhead } from '../tx/planned-once';

const OFFSET = 'throughline.clock_offset_ms';

/** Nobody waits for this, and a busy machine takes its time. */
const STATEMENT_MS = 30_000;

/**
 * A connection on which the clinics have a clock of their own, that nobody else sees: years of care can be written down as
 * they would have been lived, while the house lives on in its own time. A temporary view stands before the table `clinic`
 * and shows another offset; everything that asks for the clinic's time asks through that table. The connection is a new
 * one, for a statement that was planned before the view was there would go on reading the table. Demonstrations only.
 */
export async function withOwnClock<T>(databaseUrl: string, work: (own: Db) => Promise<T>): Promise<T> {
  const own = connect(databaseUrl, { max: 1, planAllOnce: true, statementTimeoutMs: STATEMENT_MS });
  try {
    const { rows } = await sql<{ columns: string }>`
      select string_agg(case attname when 'clock_offset_ms' then format('current_setting(%L)::bigint as clock_offset_ms', ${OFFSET}::text)
        else quote_ident(attname) end, ', ' order by attnum) as columns
      from pg_attribute where attrelid = 'public.clinic'::regclass and attnum > 0 and not attisdropped`.execute(own);
    await sql`create temporary view clinic as select ${sql.raw(rows[0]?.columns ?? '*')} from public.clinic`.execute(
      own,
    );
    return await work(own);
  } finally {
    await own.destroy();
  }
}

/**
 * Sets the clock of this connection, back or forward: whoever lives by it calls this first in each transaction. Throws on a
 * connection that has none, such as one that took the place of a lost one.
 */
export async function startOwnClock(tx: Tx, at: Instant): Promise<void> {
  await sql`select 'pg_temp.clinic'::regclass`.execute(tx);
  await setOffset(tx, offsetTo(at));
}

/** Only ever forward, as every clock that somebody lives by: what took longer than it should has taken place by then. */
export async function moveOwnClock(tx: Tx, at: Instant): Promise<void> {
  await setOffset(tx, sql`greatest(current_setting(${OFFSET})::bigint, ${offsetTo(at)})`);
}

const offsetTo = (at: Instant) =>
  sql`ceil(extract(epoch from ${new Date(at)}::timestamptz - clock_timestamp()) * 1000)::bigint`;

async function setOffset(tx: Tx, offset: ReturnType<typeof offsetTo>): Promise<void> {
  await sql`select set_config(${OFFSET}, (${offset})::text, false) ${sentAhead}`.execute(tx);
}
