import { sql } from 'kysely';
import { connect, type Db } from '../../../src/storage/tx/connection';
import { isPassing } from '../../../src/storage/tx/transact';
import { createTestDatabase, type TestDatabase } from '../../support/servers/database';
import { standBefore, type Freezer } from '../../support/servers/frozen-server';

let database: TestDatabase;
let server: Freezer;
let db: Db;
beforeEach(async () => {
  database = await createTestDatabase();
  server = await standBefore(database.url);
  db = connect(server.url, { max: 1, statementTimeoutMs: 300, connectTimeoutMs: 300 });
});
afterEach(async () => {
  server.thaw();
  await db.destroy();
  await server.close();
  await database.drop();
});

const ask = () => sql<{ one: number }>`select 1 as one`.execute(db).then(({ rows }) => rows[0]?.one);
const faultOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no fault',
    (error: unknown) => error,
  );

test('a server that freezes fails what is asked of it, and answers again when it goes on', async () => {
  await ask();
  server.freeze();

  const fault = await faultOf(ask());

  expect(fault).toMatchObject({ message: 'Query read timeout', code: '08006' });
  server.thaw();
  expect(await ask()).toBe(1);
});

test('a transaction on a server that freezes is over with its first statement', async () => {
  const work = db.transaction().execute(async (tx) => {
    await sql`select 1`.execute(tx);
    server.freeze();
    await sql`select 2`.execute(tx);
  });

  expect(isPassing(await faultOf(work))).toBe(true);
  server.thaw();
  expect(await ask()).toBe(1);
});

test('a server that takes connections and says nothing is given up', async () => {
  server.freeze();

  expect(isPassing(await faultOf(ask()))).toBe(true);
});

test('whoever waits for a connection that others hold is told so', async () => {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const holder = db.connection().execute(() => held);

  const fault = await faultOf(ask());

  expect(fault).toMatchObject({ code: '53300' });
  letGo();
  await holder;
});
