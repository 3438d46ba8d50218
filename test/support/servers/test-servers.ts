import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../src/embedded/ports';
import { type Postgres, startPostgres } from '../../../src/embedded/postgres/postgres';
import { findTemporalBinary } from '../../../src/embedded/temporal/binary';
import { startTemporalServer, type TemporalServer } from '../../../src/embedded/temporal/server';

const PREFIX = 'throughline-test-';

export type TestServers = { postgres: Postgres; temporal: TemporalServer; stop(): Promise<void> };

/** One PostgreSQL and one Temporal server for a whole test run; nothing of theirs is kept. */
export async function startTestServers(): Promise<TestServers> {
  removeFoldersOfDeadRuns();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const [postgres, temporal] = await Promise.all([testPostgres(folder), testTemporal(folder)]);
  return {
    postgres,
    temporal,
    async stop() {
      await Promise.all([postgres.stop(), temporal.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function testPostgres(folder: string): Promise<Postgres> {
  return startPostgres({
    folder: join(folder, 'postgres'),
    port: await freePort(),
    logFile: join(folder, 'postgres.log'),
    noSync: true,
    env: shiftedClock(process.env),
    settings: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '300' },
  });
}

/** What `npm run test:days` sets: on its days the database must tell the same time as the tests. */
const shiftedClock = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => /^(LD_PRELOAD|NO_FAKE_STAT|FAKETIME(?!_SHARED).*)$/.test(name)),
  );

async function testTemporal(folder: string): Promise<TemporalServer> {
  return startTemporalServer({
    binary: await findTemporalBinary(process.env, () => undefined),
    port: await freePort(),
    logFile: join(folder, 'temporal.log'),
    // One namespace per Jest worker, so that two test files may use the same workflow ids.
    namespaces: ['w1', 'w2', 'w3', 'w4'],
    // The defaults make every timer fire up to a second late and at most twenty a second.
    dynamicConfig: ['history.timerProcessorMaxTimeShift="10ms"', 'history.timerProcessorMaxPollRPS=1000'],
  });
}

/** A run killed with -9 stops its servers through their pipes, but cannot delete its folder: the next one does. */
function removeFoldersOfDeadRuns(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const pid = Number(name.slice(PREFIX.length).split('-')[0]);
    if (!isRunning(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
