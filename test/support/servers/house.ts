import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { Client, Connection } from '@temporalio/client';
import { Pool } from 'pg';
import { createActivities } from '../../../activities';
import { createApp } from '../../../api/app';
import { readConfig } from '../../../src/config/config';
import { createDependencies, type Dependencies } from '../../../src/house/dependencies';
import { MailCatcher, type MailCatcherOptions, storeCaughtMail } from '../../../src/embedded/mail/mail-catcher';
import { queues } from '../../../src/engine/engine';
import type { Logger } from '../../../src/log';
import { createMailRoad } from '../../../src/house/mail-road';
import { seedDatabase } from '../../../src/house/seed';
import { shippedCatalogue } from '../care/shipped';
import { createTestDatabase } from './database';
import { createPeople, type People } from './people';

export type House = Dependencies & { url: string; people: People; databaseUrl: string; close(): Promise<void> };

export type HouseOptions = {
  /** The clinic's time when the house opens; real time when left out. */
  at?: number;
  respond?: MailCatcherOptions['respond'];
  env?: Record<string, string>;
  withWorker?: boolean;
  /** What every part writes to its log; by default nearly nothing is written. */
  log?: Logger;
};

let runtimeInstalled = false;

/**
 * The whole house in one process: real PostgreSQL, the real engine, real SMTP to a catching server, HTTP on a free port.
 * One namespace per Jest worker; what a former house left open there is terminated first.
 */
export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const database = await createTestDatabase();
  const pool = new Pool({ connectionString: database.roles.app, max: 4 });
  pool.on('error', () => undefined);
  const catcher = new MailCatcher({ store: (mails) => storeCaughtMail(pool, mails), ...options });
  const smtpPort = await catcher.listen(0);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = readConfig({
    DATABASE_URL: database.roles.app,
    TEMPORAL_ADDRESS: process.env.TEST_TEMPORAL_ADDRESS,
    TEMPORAL_NAMESPACE: `w${process.env.JEST_WORKER_ID ?? '1'}`,
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    MAIL_PACE_PER_SECOND: '0',
    PUBLIC_URL: url,
    PORT: String((server.address() as AddressInfo).port),
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'fatal',
    ...options.env,
  });
  const catalogue = shippedCatalogue();
  const { apiKeys } = await seedDatabase(database.url, config, catalogue);
  if (apiKeys === null) throw new Error('The test database has a clinic already.');
  const deps = createDependencies(config, 'test', undefined, options.log, catalogue);
  if (options.at !== undefined) await setClock(deps, options.at);
  server.on('request', createApp(deps));
  await terminateLeftovers(config);
  const stopWorking = options.withWorker === false ? () => Promise.resolve() : await startWorking(deps);
  return {
    ...deps,
    url,
    databaseUrl: database.url,
    people: createPeople(url, apiKeys),
    close: async () => {
      await stopWorking();
      await terminateLeftovers(config);
      await closeServer(server);
      await catcher.close();
      await deps.close();
      await pool.end();
      await database.drop();
    },
  };
}

/** A worker for all queues, as the worker process runs it. Returns what stops it. */
export async function startWorking(deps: Dependencies): Promise<() => Promise<void>> {
  if (!runtimeInstalled) Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  runtimeInstalled = true;
  const connection = await NativeConnection.connect({ address: deps.config.temporalAddress });
  const road = createMailRoad(deps);
  const activities = createActivities({ ...deps, ...road });
  const common = { connection, namespace: deps.config.temporalNamespace, activities };
  const codePath = process.env.TEST_WORKFLOW_BUNDLE;
  if (codePath === undefined) throw new Error('No workflow bundle: run the tests with Jest.');
  const workers = [
    await Worker.create({ ...common, taskQueue: queues.pathway, workflowBundle: { codePath } }),
    await Worker.create({ ...common, taskQueue: queues.alerts, workflowBundle: { codePath } }),
    await Worker.create({ ...common, taskQueue: queues.bulk }),
    await Worker.create({ ...common, taskQueue: queues.urgent }),
  ];
  const running = Promise.all(workers.map((worker) => worker.run()));
  return async () => {
    for (const worker of workers) worker.shutdown();
    await running;
    road.close();
    await connection.close();
  };
}

async function terminateLeftovers(config: Dependencies['config']): Promise<void> {
  const connection = await Connection.connect({ address: config.temporalAddress });
  const client = new Client({ connection, namespace: config.temporalNamespace });
  for await (const { workflowId } of client.workflow.list({ query: 'ExecutionStatus = "Running"' })) {
    await client.workflow
      .getHandle(workflowId)
      .terminate('the test house closes')
      .catch(() => undefined);
  }
  await connection.close();
}

/** Tests may begin on any day: only a walk never goes back. */
async function setClock({ store }: Dependencies, at: number): Promise<void> {
  await store.db
    .updateTable('clinic')
    .set({ clock_offset_ms: at - Date.now() })
    .execute();
  // The made-up shifts began when the clinic was made, which may now lie ahead.
  await store.db
    .updateTable('duty_shift')
    .set({ starts_at: new Date(at) })
    .execute();
}

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
