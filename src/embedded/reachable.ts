import { connect } from 'node:net';
import { Client } from 'pg';
import { setTimeout as delay } from 'node:timers/promises';
import { StartError } from './supervise/guarded-process';

/** A database somebody named must answer before anything else is started; its password stays out of the sentence. */
export async function requireDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version");
    const major = Math.floor(Number(rows[0]?.version) / 10_000);
    if (major < 18) throw new StartError(`DATABASE_URL leads to PostgreSQL ${major}: version 18 or newer is needed.`);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(
      `DATABASE_URL does not lead to a usable database (${reasonOf(error)}): correct it, or leave it out to use the built-in PostgreSQL.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

export async function requireTemporal(address: string): Promise<void> {
  const [host = '', port = ''] = address.split(':');
  const failed = await new Promise<Error | null>((resolve) => {
    const socket = connect({ host, port: Number(port), timeout: 5000 });
    socket.once('connect', () => {
      resolve(null);
      socket.destroy();
    });
    socket.once('timeout', () => {
      resolve(new Error('no answer within 5 seconds'));
      socket.destroy();
    });
    socket.once('error', resolve);
  });
  if (failed !== null) {
    throw new StartError(
      `TEMPORAL_ADDRESS (${address}) does not answer (${reasonOf(failed)}): correct it, or leave it out to use the built-in server.`,
    );
  }
}

/** A refused connection to a name with several addresses has no message of its own, only a code. */
function reasonOf(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException;
  return message === '' ? (code ?? 'no reason given') : message;
}

const PATIENCE_MS = 60_000;

/**
 * Waits until the whole house says it is ready. Null when it is, else what it answered last: after a long stop the house
 * may truthfully report late promises while it catches up, and that is no reason not to run.
 */
export async function untilReady(base: string, patienceMs = PATIENCE_MS): Promise<string | null> {
  let last = 'no answer';
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += 200) {
    try {
      const response = await fetch(`${base}/readyz`, { signal: AbortSignal.timeout(2000) });
      if (response.ok) return null;
      last = `${response.status} ${(await response.text()).slice(0, 300)}`;
    } catch {
      // Not listening yet, or busy.
    }
    await delay(200);
  }
  return last;
}
