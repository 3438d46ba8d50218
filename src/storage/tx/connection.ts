import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import { Pool, TypeOverrides } from 'pg';
import type { DB } from './database';
import { planningOnce } from './planned-once';

export type Database = DB;
export type Db = Kysely<DB>;
/** Inside a transaction, or the plain connection where one statement is enough. */
export type Tx = Kysely<DB> | Transaction<DB>;

const TIMESTAMPTZ = 1184;
const DATE = 1082;
const INT8 = 20;

export type ConnectionOptions = {
  max: number;
  /** Below the engine's start-to-close (5 s), so that a stuck lock fails here and is retried there. */
  statementTimeoutMs?: number;
  /** How long one may wait for a connection, new or taken by others. */
  connectTimeoutMs?: number;
  /** For whoever says the same thousands of times: every statement is planned once for each connection, not only those that are marked. */
  planAllOnce?: boolean;
  onError?: (error: Error) => void;
};

const STATEMENT_MS = 4000;
const CONNECT_MS = 4000;
/** What a server that still runs needs to say itself that a statement took too long. */
const ANSWER_MS = 500;
const IDLE_MS = 30_000;
const KEEP_ALIVE_MS = 10_000;

/**
 * Instants arrive as epoch milliseconds, days as `2026-12-01`, counts as numbers. Nothing waits for ever: a server that is
 * frozen, or gone without a word, cannot keep its own time-outs, so ours run here; what they end, they end with the connection.
 */
export function connect(databaseUrl: string, options: ConnectionOptions): Db {
  const types = new TypeOverrides();
  types.setTypeParser(TIMESTAMPTZ, (text) => Date.parse(text));
  types.setTypeParser(DATE, (text) => text);
  types.setTypeParser(INT8, Number);
  const statementMs = options.statementTimeoutMs ?? STATEMENT_MS;
  const pool = new Pool({
    connectionString: databaseUrl,
    max: options.max,
    types,
    statement_timeout: statementMs,
    lock_timeout: 2000,
    query_timeout: statementMs + ANSWER_MS,
    connectionTimeoutMillis: options.connectTimeoutMs ?? CONNECT_MS,
    idleTimeoutMillis: IDLE_MS,
    // Kept open through quiet hours: these still answer when others have taken what the server has.
    min: Math.min(options.max, 2),
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    application_name: 'throughline',
    // What is sent ahead does not wait for the answer to the statement before it: see sent-ahead.ts.
    pipeline: true,
  });
  // Without a listener a server that goes away would end this process: the pool listens to idle connections only, not to
  // those in the middle of a transaction.
  pool.on('connect', (client) => client.on('error', (error) => options.onError?.(error)));
  pool.on('error', () => undefined);
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: planningOnce(pool, options.planAllOnce) }) });
}
