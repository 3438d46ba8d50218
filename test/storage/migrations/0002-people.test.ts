import { sql, type Kysely } from 'kysely';
import * as first from '../../../src/storage/migrations/0001-facts-state-plan';
import * as people from '../../../src/storage/migrations/0002-people';
import { connect, type Db } from '../../../src/storage/tx/connection';
import { createTestDatabase, type TestDatabase } from '../../support/servers/database';

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 1 });
  await sql`drop schema public cascade`.execute(db);
  await sql`create schema public`.execute(db);
  await first.up(db as unknown as Kysely<unknown>);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

test('records with one reference, from before it was compared, are kept, and somebody is asked about each', async () => {
  const { rows: clinics } = await sql<{ id: string }>`insert into clinic (name, settings) values ('Riverside', '{}')
    returning id`.execute(db);
  const clinicId = clinics[0]?.id ?? '';
  for (const reference of ['A-1', 'a\u20111', 'A 1', 'A-\u200b1', 'B-1']) {
    await sql`insert into patient (clinic_id, reference, family_name, given_name, born_on, time_zone, language, preferred_time)
      values (${clinicId}, ${reference}, 'Okafor', 'Ada', '1970-05-14', 'UTC', 'en', '09:00')`.execute(db);
  }

  await people.up(db as unknown as Kysely<unknown>);

  const { rows } = await sql<{ reference: string; twin: boolean }>`
    select reference, reference_twin as twin from patient order by id`.execute(db);
  const { rows: tasks } = await sql<{ reference: string }>`
    select p.reference from task t join patient p on p.id = t.patient_id
    where t.kind = 'same-reference' and t.status = 'open' order by p.id`.execute(db);
  expect(rows).toEqual([
    { reference: 'A-1', twin: false },
    { reference: 'a\u20111', twin: true },
    { reference: 'A 1', twin: false },
    { reference: 'A-\u200b1', twin: true },
    { reference: 'B-1', twin: false },
  ]);
  expect(tasks).toEqual([{ reference: 'a\u20111' }, { reference: 'A-\u200b1' }]);
});
