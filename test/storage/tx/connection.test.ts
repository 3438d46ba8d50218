import { sql } from 'kysely';
import { connect, type Db } from '../../../src/storage/tx/connection';
import { createTestDatabase, type TestDatabase } from '../../support/servers/database';

let database: TestDatabase;
let db: Db;
let lost: Error[];
beforeEach(async () => {
  database = await createTestDatabase();
  lost = [];
  db = connect(database.url, { max: 2, onError: (error) => lost.push(error) });
});
afterEach(async () => {
  await db.destroy();
  await database.drop();
});

test('a connection that is lost in the middle of a transaction fails that transaction and not the process', async () => {
  const work = db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    const ended = new Promise((resolve) => setImmediate(resolve));
    await sql`select pg_terminate_backend(${rows[0]?.pid}, 2000)`.execute(db);
    await ended;
    await sql`select 1`.execute(tx);
  });

  await expect(work).rejects.toThrow();

  const { rows } = await sql<{ one: number }>`select 1 as one`.execute(db);
  expect(rows).toEqual([{ one: 1 }]);
  expect(lost.length).toBeGreaterThan(0);
});
