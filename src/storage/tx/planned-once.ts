import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type PostgresPool, type PostgresPoolClient, sql } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { connectionFault, isLost } from './connection-fault';
import { sendingAhead } from './sent-ahead';

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

/** A pool whose connections keep marked statements as prepared ones, named after their text. */
export function planningOnce(pool: Pool): PostgresPool {
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
        (text.endsWith(MARK) ? client.query({ name: nameOf(text), text, values }) : client.query(text, values)).catch(
          fault,
        ),
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
