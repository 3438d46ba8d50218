import { type PostgresPool, type PostgresPoolClient, sql } from 'kysely';
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { connectionFault, isLost } from './connection-fault';

const AHEAD_MARK = '/* sent ahead */';

/**
 * Marks a statement whose result nobody waits for: the next one follows it over the same line at once, and fails with its
 * fault if it fails. PostgreSQL still runs them one after the other, each with what is committed when it begins. A
 * transaction sends its `begin` like this by itself; `commit` waits for everything before it. Outside a transaction nothing
 * would ever tell of a fault: there the mark does nothing.
 */
export const sentAhead = sql.raw(AHEAD_MARK);

type Result = { command: string; rowCount: number | null; rows: unknown[] };
type Query = (text: string, values: unknown[]) => Promise<Result>;

const unknownYet: Result = { command: '', rowCount: null, rows: [] };

/** For one connection that is in pipeline mode. */
export function sendingAhead(query: Query): Query {
  let ahead: Promise<Result>[] = [];
  let within = false;
  return (text, values) => {
    const sent = query(text, values);
    if (text === 'begin') within = true;
    if (text === 'commit' || text === 'rollback') within = false;
    if (text === 'begin' || (within && text.includes(AHEAD_MARK))) {
      // Told by the statement after it.
      sent.catch(() => undefined);
      ahead.push(sent);
      return Promise.resolve(unknownYet);
    }
    const before = ahead;
    ahead = [];
    // A rollback fails with its connection only, and then what came before it has said why.
    if (text === 'rollback') return sent.catch(() => unknownYet);
    // The earliest fault wins; those that follow from it are heard here, too.
    return Promise.all([sent, ...before]).then(([result]) => result);
  };
}

const MARK = '/* planned once */';

/**
 * Ends a statement that PostgreSQL is to plan once for each connection instead of each time. For the few statements of
 * every saved answer, whose planning takes longer than their running; the text must not depend on how many rows it names.
 */
export const plannedOnce = sql.raw(MARK);

const PATIENCE_MS = 4000;
const PAUSE_MS = 200;

/**
 * A server without a connection to spare refuses at once: then one of ours may come free, or one of somebody else's. Nobody
 * waits longer than for a connection of a full pool.
 */
async function patiently(connect: () => Promise<PoolClient>): Promise<PoolClient> {
  const since = performance.now();
  for (;;) {
    try {
      return await connect();
    } catch (error) {
      const refused = error instanceof Error && 'code' in error && error.code === '53300';
      if (!refused || performance.now() - since > PATIENCE_MS) throw error;
      await delay(PAUSE_MS * (1 + Math.random()));
    }
  }
}

/** A pool whose connections keep marked statements (or all with values) as prepared ones, named after their text. */
export function planningOnce(pool: Pool, all = false): PostgresPool {
  const names = new Map<string, string>();
  const nameOf = (text: string): string => {
    const name = names.get(text) ?? createHash('sha256').update(text).digest('hex').slice(0, 32);
    names.set(text, name);
    return name;
  };
  const clients = new WeakMap<PoolClient, PostgresPoolClient>();
  const wrap = (client: PoolClient): PostgresPoolClient => {
    let lost = false;
    const fault = (error: unknown): never => {
      lost ||= isLost(error);
      return connectionFault(error);
    };
    return {
      // Kysely asks by text and values; by cursor only when it is given one, which nobody does here.
      query: sendingAhead((text, values) =>
        (text.endsWith(MARK) || (all && values.length > 0)
          ? client.query({ name: nameOf(text), text, values })
          : client.query(text, values)
        ).catch(fault),
      ) as unknown as PostgresPoolClient['query'],
      // The driver notices a moment later that a connection has gone: nobody must be given it meanwhile.
      release: () => {
        client.release(lost);
      },
    };
  };
  return {
    async connect() {
      const client = await patiently(() => pool.connect()).catch(connectionFault);
      const known = clients.get(client) ?? wrap(client);
      clients.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}
