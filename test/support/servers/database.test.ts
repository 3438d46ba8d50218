import { Client } from 'pg';
import { createTestDatabase } from './database';

async function one(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows[0];
}

test('each test database is its own', async () => {
  const [a, b] = await Promise.all([createTestDatabase(), createTestDatabase()]);

  await one(a.url, 'create table only_here (id uuid default uuidv7())');

  expect(await one(a.url, "select to_regclass('only_here') is null as absent")).toEqual({ absent: false });
  expect(await one(b.url, "select to_regclass('only_here') is null as absent")).toEqual({ absent: true });
  await Promise.all([a.drop(), b.drop()]);
});

test('PostgreSQL tells the same day as the tests, on whatever day they run', async () => {
  const database = await createTestDatabase();

  const { now } = (await one(database.url, 'select clock_timestamp() as now')) as { now: Date };

  expect(Math.abs(now.getTime() - Date.now())).toBeLessThan(60_000);
  await database.drop();
});
