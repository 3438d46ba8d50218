import { sql } from 'kysely';
import { createApiFixture, type ApiFixture, type Enrolled } from '../../support/api-fixture';
import { raiseRedFlag } from '../../support/care/red-flag';
import { TEST_DAY } from '../../support/care/test-day';

// C1-4: the whole list is sorted, not the page; under each order every row is told once.

let f: ApiFixture;
const people: Record<string, Enrolled> = {};
beforeAll(async () => {
  f = await createApiFixture();
  const names = [
    ['öberg', 'Zoë'],
    ['Osei', 'Ada'],
    ['Osei', 'Edwin'],
    ['NOWAK', 'Piotr'],
    ['Müller', 'Ingrid'],
    ['Adeyemi', 'Yusuf'],
  ] as const;
  for (const [index, [familyName, givenName]] of names.entries()) {
    const made = await f.enrolled({ patient: { familyName, givenName } });
    people[givenName] = made;
    await task(made, TEST_DAY + ((index * 7) % 6) * DAY);
    if (index % 2 === 0) await rung(made, TEST_DAY - index * HOUR);
    if (index % 3 === 0) await stands(made, 'rehabilitation');
  }
  await raiseRedFlag(f, people.Edwin as Enrolled, 'order');
  await f.settle();
});
afterAll(() => f.close());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
type Row = {
  id: string;
  person: { familyName: string; givenName: string };
  reasons: { at: string }[];
  lastContact: { at: string } | null;
  stage: { id: string } | null;
};

const task = ({ id, patientId }: Enrolled, due: number) =>
  f.db
    .insertInto('task')
    .values({
      ...{ clinic_id: f.clinicId, enrolment_id: id, patient_id: patientId, kind: 'deferred-call', key: `${id}/x` },
      ...{ team: 'coordinators', due_at: new Date(due), opened_at: new Date(TEST_DAY - 9 * DAY) },
    })
    .execute();
const rung = ({ id }: Enrolled, at: number) =>
  sql`insert into event (enrolment_id, seq, type, data, occurred_at, recorded_at, recorded_by, settings_version)
    values (${id}, 900, 'call.made', '{"outcome": "reached"}', ${new Date(at)}, ${new Date(at)}, 'x', 1)`.execute(f.db);
const stands = ({ id }: Enrolled, stage: string) =>
  sql`update enrolment set snapshot = jsonb_set(snapshot, '{tracks,0,stage}', ${JSON.stringify(stage)}::jsonb) where id = ${id}`.execute(
    f.db,
  );

async function read(query: string, limit: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const answer = await f
      .as('coordinator')
      .get(`/api/v1/worklist?limit=${String(limit)}&${query}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    expect(answer.status).toBe(200);
    rows.push(...(answer.body.items as Row[]));
    cursor = answer.body.nextCursor as string | null;
  }
  return rows;
}

const keys = {
  due: (row: Row) => Date.parse(row.reasons[0]?.at ?? ''),
  'last-contact': (row: Row) => (row.lastContact === null ? null : Date.parse(row.lastContact.at)),
  stage: (row: Row) => row.stage?.id ?? null,
};

test('by urgency when nothing is asked: the red flag first', async () => {
  const [first] = await read('', 200);

  expect(first?.id).toBe(people.Edwin?.id);
});

test.each(
  ['due', 'patient', 'last-contact', 'stage'].flatMap((sort) => [`sort=${sort}`, `sort=${sort}&order=descending`]),
)('under %s pages of one, two and four rows follow one another as the whole list does', async (query) => {
  const whole = (await read(query, 200)).map(({ id }) => id);
  const paged = await Promise.all([1, 2, 4].map(async (limit) => (await read(query, limit)).map(({ id }) => id)));

  expect(new Set(whole).size).toBe(6);
  expect(paged).toEqual([whole, whole, whole]);
});

test('a patient stands where people look for the name, however it is written, and either way round', async () => {
  const names = (await read('sort=patient', 200)).map(({ person }) => `${person.familyName} ${person.givenName}`);
  const back = (await read('sort=patient&order=descending', 200)).map(
    ({ person }) => `${person.familyName} ${person.givenName}`,
  );

  expect(names).toEqual(['Adeyemi Yusuf', 'Müller Ingrid', 'NOWAK Piotr', 'öberg Zoë', 'Osei Ada', 'Osei Edwin']);
  expect(back).toEqual(names.toReversed());
});

test('by when it is due, and by the last contact, whoever was in none at the end either way', async () => {
  const of = async (sort: 'due' | 'last-contact', order = 'ascending') =>
    (await read(`sort=${sort}&order=${order}`, 200)).map(keys[sort]);
  const contacts = (await of('last-contact')).filter((at) => at !== null);

  const due = (await of('due')).map(Number);
  expect(due).toEqual(due.toSorted((a, b) => a - b));
  expect(await of('due', 'descending')).toEqual(due.toReversed());
  expect(contacts).toHaveLength(3);
  expect(await of('last-contact')).toEqual([...contacts.toSorted((a, b) => a - b), null, null, null]);
  expect(await of('last-contact', 'descending')).toEqual([...contacts.toSorted((a, b) => b - a), null, null, null]);
});

test('by stage in the order of the pathway, which is not that of the alphabet', async () => {
  const stages = [...new Set((await read('sort=stage', 200)).map(keys.stage))];

  expect(stages).toEqual([expect.not.stringMatching('rehabilitation'), 'rehabilitation']);
});

test('a cursor says nothing about whom it stands behind, and a row that has left the list still says where to read on', async () => {
  const first = await f.as('coordinator').get('/api/v1/worklist?limit=2&sort=patient');
  const cursor = first.body.nextCursor as string;
  const [, second] = first.body.items as Row[];
  await f.db
    .updateTable('task')
    .set({ status: 'done' })
    .where('enrolment_id', '=', second?.id ?? '')
    .execute();
  const next = await f.as('coordinator').get(`/api/v1/worklist?limit=1&sort=patient&cursor=${cursor}`);
  await f.db
    .updateTable('task')
    .set({ status: 'open' })
    .where('enrolment_id', '=', second?.id ?? '')
    .execute();

  expect(Buffer.from(cursor, 'base64url').toString('utf8')).toBe(`0/0/${String(second?.id)}`);
  expect((next.body.items as Row[])[0]?.person.familyName).toBe('NOWAK');
});

test('another clinic’s row is no place in this list, and a sort that there is not is refused by name', async () => {
  const other = await f.otherClinic('coordinator');
  const cursor = Buffer.from(`0/0/${String(people.Ada?.id)}`).toString('base64url');
  const theirs = await f.as(other).get(`/api/v1/worklist?sort=patient&cursor=${cursor}`);
  const refused = await f.as('coordinator').get('/api/v1/worklist?sort=height&order=up');

  expect([theirs.status, theirs.body.items]).toEqual([200, []]);
  expect(refused.body.errors).toEqual([
    { field: 'sort', message: 'Give one of: due, patient, last-contact, stage.' },
    { field: 'order', message: 'Give one of: ascending, descending.' },
  ]);
});
