import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../src/embedded/ports';
import { type Postgres, startPostgres } from '../src/embedded/postgres/postgres';
import { findTemporalBinary } from '../src/embedded/temporal/binary';
import { startTemporalServer, type TemporalServer } from '../src/embedded/temporal/server';

export type Servers = { folder: string; postgres: Postgres; temporal: TemporalServer; stop(): Promise<void> };

/** One namespace for each house of a run: workflow ids such as dispatch/bulk are the same in all of them. */
export const namespaces = ['year', 'clock'] as const;
export type Namespace = (typeof namespaces)[number];

/** PostgreSQL that waits for the disk at every commit, and Temporal with its store in a file: both as `npm start` has them. */
export async function startServers(say: (line: string) => void): Promise<Servers> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  const binary = await findTemporalBinary(process.env, say);
  const [postgres, temporal] = await Promise.all([
    startPostgres({
      folder: join(folder, 'postgres'),
      port: await freePort(),
      logFile: join(folder, 'postgres.log'),
      settings: { shared_preload_libraries: 'pg_stat_statements' },
    }),
    startTemporalServer({
      binary,
      port: await freePort(),
      logFile: join(folder, 'temporal.log'),
      databaseFile: join(folder, 'temporal.db'),
      namespaces,
    }),
  ]);
  return {
    folder,
    postgres,
    temporal,
    async stop() {
      await Promise.all([postgres.stop(), temporal.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
