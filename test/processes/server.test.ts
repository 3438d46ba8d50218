import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { repositoryRoot } from '../../src/config/settings';
import { freePort, isListening } from '../../src/embedded/ports';
import { connect } from '../../src/storage/tx/connection';
import { createTestDatabase, type TestDatabase } from '../support/servers/database';

let database: TestDatabase;
let server: ChildProcess;
afterEach(async () => {
  server.kill('SIGKILL');
  await database.drop();
});

/** The process of the API on a database of its own, without an engine. */
async function serve(port: number): Promise<void> {
  database = await createTestDatabase();
  const db = connect(database.url, { max: 1 });
  await sql`insert into store (mode) values ('demo')`.execute(db);
  await db.destroy();
  const { PATH, HOME } = process.env;
  server = spawn(process.execPath, ['--import', 'tsx', 'src/processes/server.ts'], {
    cwd: repositoryRoot(),
    env: {
      ...{ PATH, HOME, LOG_LEVEL: 'fatal', DATABASE_URL: database.url, PORT: String(port) },
      ...{ TEMPORAL_ADDRESS: '127.0.0.1:9', SMTP_URL: 'smtp://127.0.0.1:9' },
    },
    stdio: 'inherit',
  });
  await until(port, true);
}

async function until(port: number, listening: boolean): Promise<void> {
  while ((await isListening(port)) !== listening) {
    if (server.exitCode !== null) throw new Error(`The process has ended with ${String(server.exitCode)}.`);
    await delay(50);
  }
}

test('a request that runs when the process is told to stop is answered, and no other is taken', async () => {
  const port = await freePort();
  await serve(port);
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': 8 };
  const running = request({ port, host: '127.0.0.1', method: 'POST', path: '/go/nobody', headers });
  running.write('half');
  await delay(500); // until the server reads

  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  await until(port, false);
  const answered = once(running, 'response');
  running.end('half');

  const [response] = (await answered) as [IncomingMessage];
  expect(response.statusCode).toBeGreaterThanOrEqual(400);
  expect(await text(response)).toMatch(/<\/html>\s*$/);
  expect(await ended).toEqual([0, null]);
});
