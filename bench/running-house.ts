import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { sql } from 'kysely';
import { repositoryRoot } from '../src/config/settings';
import type { Instant } from '../src/domain/words/time';
import { freePort, isListening } from '../src/embedded/ports';
import { type GuardedProcess, startGuarded, untilItAnswers } from '../src/embedded/supervise/guarded-process';
import { seedDatabase } from '../src/house/seed';
import { connect, type Db } from '../src/storage/tx/connection';
import { migrateToLatest } from '../src/storage/house/migrate';
import { createPeople, type People } from '../test/support/servers/people';
import type { Namespace, Servers } from './servers';

export type RunningHouse = {
  url: string;
  port: number;
  people: People;
  db: Db;
  /** What its processes know. */
  env: NodeJS.ProcessEnv;
  close(): Promise<void>;
};

type Options = {
  namespace: Namespace;
  /** Without one nothing is carried out: enough where only answers are saved. */
  worker: boolean;
  /** The clinic's time when the house opens; real time when left out. */
  at?: Instant;
};

/** Mail catcher, API and worker as `npm start` runs them: processes of their own from the built code, on a new database. */
export async function startHouse(servers: Servers, { namespace, worker, at }: Options): Promise<RunningHouse> {
  const databaseUrl = await createDatabase(servers.postgres.url);
  const { apiKeys } = await seedDatabase(databaseUrl, { mode: 'demo' });
  if (apiKeys === null) throw new Error('A new database already has a clinic.');
  const db = connect(databaseUrl, { max: 2, statementTimeoutMs: 60_000 });
  if (at !== undefined) await setClock(db, at);
  const [port, smtpPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...{ PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', TZ: 'UTC', LOG_LEVEL: 'warn' },
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: servers.temporal.address,
    TEMPORAL_NAMESPACE: namespace,
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    MAIL_PACE_PER_SECOND: '0',
    PORT: String(port),
    PUBLIC_URL: url,
  };
  const started: GuardedProcess[] = [];
  const start = async (entry: string, listensAt?: number): Promise<void> => {
    const logFile = join(servers.folder, `${namespace}.log`);
    const command = [process.execPath, join(repositoryRoot(), 'dist', 'src', entry)];
    const child = await startGuarded({ command, env, logFile, stopSignal: 'TERM', cwd: repositoryRoot() });
    started.push(child);
    if (listensAt !== undefined) await untilItAnswers(entry, child, logFile, () => isListening(listensAt));
  };
  await start('processes/mail-catcher.js', smtpPort);
  await start('processes/server.js', port);
  if (worker) await start('processes/worker.js');
  return {
    url,
    port,
    people: createPeople(url, apiKeys),
    db,
    env,
    async close() {
      for (const part of started.toReversed()) await part.stop();
      await db.destroy();
    },
  };
}

async function createDatabase(adminUrl: string): Promise<string> {
  const name = `house_${randomBytes(6).toString('hex')}`;
  const admin = connect(adminUrl, { max: 1, statementTimeoutMs: 60_000 });
  await sql`create database ${sql.id(name)}`.execute(admin);
  await admin.destroy();
  const url = Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href;
  await migrateToLatest(url);
  return url;
}

/** Before anything runs, the clinic may begin on any day: only a walk never goes back. */
async function setClock(db: Db, at: Instant): Promise<void> {
  await db
    .updateTable('clinic')
    .set({ clock_offset_ms: at - Date.now() })
    .execute();
  // The made-up shifts began when the clinic was made, which may now lie ahead.
  await db
    .updateTable('duty_shift')
    .set({ starts_at: new Date(at) })
    .execute();
}
