import { sql } from 'kysely';
import { connect, type Db } from '../../../src/storage/tx/connection';
import { sentAhead } from '../../../src/storage/tx/planned-once';
import { createTestDatabase, type TestDatabase } from '../../support/servers/database';

let database: TestDatabase;
let db: Db;
beforeEach(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 3 });
  await sql`create table kept (n integer primary key)`.execute(db);
});
afterEach(async () => {
  await db.destroy();
  await database.drop();
});

const numbers = async (): Promise<number[]> =>
  (await sql<{ n: number }>`select n from kept order by n`.execute(db)).rows.map(({ n }) => n);

test('what is sent ahead is seen by the next statement and kept with the rest', async () => {
  const seen = await db.transaction().execute(async (tx) => {
    await sql`insert into kept values (1) ${sentAhead}`.execute(tx);
    return sql<{ n: number }>`select n from kept`.execute(tx);
  });

  expect(seen.rows).toEqual([{ n: 1 }]);
  expect(await numbers()).toEqual([1]);
});

test('a fault of what was sent ahead is the fault of the next statement, with its code', async () => {
  const work = db.transaction().execute(async (tx) => {
    await sql`insert into kept values (1), (1) ${sentAhead}`.execute(tx);
    await sql`select 1`.execute(tx);
  });

  await expect(work).rejects.toMatchObject({ code: '23505' });
  expect(await numbers()).toEqual([]);
});

test('nothing is called committed when the last statement, sent ahead, failed', async () => {
  const work = db.transaction().execute(async (tx) => {
    await sql`insert into kept values (1)`.execute(tx);
    await sql`insert into kept values (1) ${sentAhead}`.execute(tx);
  });

  await expect(work).rejects.toMatchObject({ code: '23505' });
  expect(await numbers()).toEqual([]);
  await expect(db.transaction().execute((tx) => sql`insert into kept values (2)`.execute(tx))).resolves.toBeDefined();
  expect(await numbers()).toEqual([2]);
});

test('outside a transaction the mark does nothing: a fault is told at once', async () => {
  const work = sql`insert into kept values (1), (1) ${sentAhead}`.execute(db);

  await expect(work).rejects.toMatchObject({ code: '23505' });
});

test('a fault of the program after it takes it back', async () => {
  const work = db.transaction().execute(async (tx) => {
    await sql`insert into kept values (1) ${sentAhead}`.execute(tx);
    throw new Error('changed its mind');
  });

  await expect(work).rejects.toThrow('changed its mind');
  expect(await numbers()).toEqual([]);
});

test('a read that follows a lock sent ahead sees what was committed while the lock waited', async () => {
  await sql`insert into kept values (1)`.execute(db);
  let locked = (): void => undefined;
  const isLocked = new Promise<void>((resolve) => (locked = resolve));
  let letGo = (): void => undefined;
  const goOn = new Promise<void>((resolve) => (letGo = resolve));
  const first = db.transaction().execute(async (tx) => {
    await sql`select n from kept where n = 1 for update`.execute(tx);
    locked();
    await goOn;
    await sql`insert into kept values (2)`.execute(tx);
  });
  await isLocked;
  const second = db.transaction().execute(async (tx) => {
    await sql`select n from kept where n = 1 for update ${sentAhead}`.execute(tx);
    return sql<{ n: number }>`select n from kept order by n`.execute(tx);
  });
  for (let waiting = 0; waiting === 0;) {
    const { rows } = await sql<{ waiting: number }>`
      select count(*)::int as waiting from pg_locks where not granted`.execute(db);
    waiting = rows[0]?.waiting ?? 0;
  }
  letGo();
  await first;

  expect((await second).rows).toEqual([{ n: 1 }, { n: 2 }]);
});
