import { sql } from 'kysely';
import { createApiFixture, type ApiFixture } from '../../support/api-fixture';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
  const people = [
    {
      reference: 'A-77',
      familyName: 'Müller',
      givenName: 'Zoë',
      bornOn: '1970-05-14',
      phone: '+44 20 7946 0111',
      email: 'zoe@quay.test',
    },
    {
      reference: 'A-771',
      familyName: 'O’Neill',
      givenName: 'Mary-Jane',
      bornOn: '1951-12-01',
      phone: '020 7946 0222',
      email: 'mj@quay.test',
    },
    {
      reference: 'X/9',
      familyName: 'Łukaszewska',
      givenName: 'Ada',
      bornOn: '1970-05-15',
      phone: '+44 (0)7700 900333',
      email: 'ada.l@quay.test',
    },
    {
      reference: 'X/10',
      familyName: 'van der Berg',
      givenName: 'Okafor',
      bornOn: '1988-02-29',
      phone: undefined,
      email: 'berg@quay.test',
    },
  ];
  for (const patient of people) await f.enrolled({ patient });
});
afterAll(async () => {
  await f.close();
});

type Found = { person: { id: string; reference: string; diedOn: string | null } & Record<string, unknown> } & Record<
  string,
  unknown
>;
const search = async (q: string) =>
  (await f.as('coordinator').get(`/api/v1/search?q=${encodeURIComponent(q)}`)).body as {
    items: Found[];
    more: boolean;
  };
const found = async (q: string) => (await search(q)).items.map(({ person }) => person.reference).sort();

test.each([
  ['the family name', 'Müller', ['A-77']],
  ['its beginning, without the accent', 'mull', ['A-77']],
  ['the given name, in capitals', 'ZOE', ['A-77']],
  ['both in either order', 'zoe müller', ['A-77']],
  ['beginnings of both', 'mu zo', ['A-77']],
  ['a name with its apostrophe left out', 'oneill', ['A-771']],
  ['a name with a straight apostrophe', "o'neill", ['A-771']],
  ['half of a double name', 'jane', ['A-771']],
  ['a double name with a space', 'mary jane', ['A-771']],
  ['a double name as one word', 'maryjane', ['A-771']],
  ['a letter that has no accent to take off', 'lukasz', ['X/9']],
  ['a part of a family name of several', 'berg', ['X/10']],
  ['names of two people: nobody', 'zoe neill', []],
  ['the reference, as it stands', 'A-77', ['A-77', 'A-771']],
  ['the reference in small letters with a space', 'a -771', ['A-771']],
  ['a birth date as 1970-05-14', '1970-05-14', ['A-77']],
  ['as 14-May-1970', '14-May-1970', ['A-77']],
  ['as 14 may 1970', '14 may 1970', ['A-77']],
  ['as 14/05/1970', '14/05/1970', ['A-77']],
  ['as 1.12.1951', '1.12.1951', ['A-771']],
  ['a name and a birth date', 'ada 15/5/1970', ['X/9']],
  ['a name and the birth date of another', 'ada 14/5/1970', []],
  ['a day that does not exist: no date', '30/02/1970', []],
  ['a number as it was typed', '+44 20 7946 0111', ['A-77']],
  ['the same from here', '02079460111', ['A-77']],
  ['the same with other spaces', '020 79 46 01 11', ['A-77']],
  ['from abroad, stored from here', '0044 20 7946 0222', ['A-771']],
  ['with a nought in brackets', '07700 900333', ['X/9']],
  ['its beginning', '020 7946', ['A-77', 'A-771']],
  ['its last digits', '0111', ['A-77']],
  ['a mail address', 'zoe@quay.test', ['A-77']],
  ['what means something to the database', "mü:* | zoe & !('\\", []],
])('API-3 finds by %s', async (_what, typed, expected) => {
  expect(await found(typed)).toEqual(expected);
});

test('API-3: the exact reference comes first, and a row tells who, where they stand and what is open', async () => {
  const { items, more } = await search('A-77');

  expect(items.map(({ person }) => person.reference)).toEqual(['A-77', 'A-771']);
  expect(more).toBe(false);
  expect(items[0]).toMatchObject({
    person: { familyName: 'Müller', bornOn: '1970-05-14', phone: { number: '+44 20 7946 0111' } },
    enrolmentId: expect.any(String),
    status: 'active',
    pathway: { id: 'post-laminectomy-syndrome', version: 1 },
    stage: 'Diagnosis',
    openItems: { now: 0, today: 0, digest: 0, tasks: 0 },
  });
  const [berg] = (await search('berg')).items;
  expect(berg?.openItems).toMatchObject({ tasks: 1 });
});

test('API-3: at most twenty are shown, and it is said that there are more', async () => {
  await sql`insert into patient (clinic_id, reference, family_name, given_name, born_on, time_zone, language, preferred_time)
    select ${f.clinicId}, 'M-' || n, 'Manifold', 'N' || n, '1980-01-01', 'Europe/London', 'en', '09:00'
    from generate_series(1, 25) n`.execute(f.db);

  const { items, more } = await search('manifold');

  expect([items.length, more]).toEqual([20, true]);
});

test('a merged record is found as the one that was kept, and the dead are said to be', async () => {
  const patient = async (reference: string) =>
    (await f.db.selectFrom('patient').select('id').where('reference', '=', reference).executeTakeFirstOrThrow()).id;
  const [kept, gone] = [await patient('A-771'), await patient('X/10')];
  await f.db.updateTable('patient').set({ merged_into: kept }).where('id', '=', gone).execute();
  await f.db.updateTable('patient').set({ died_on: '2026-01-02' }).where('id', '=', kept).execute();

  const { items } = await search('berg');

  expect(items.map(({ person }) => [person.reference, person.diedOn])).toEqual([['A-771', '2026-01-02']]);
  await f.db.updateTable('patient').set({ merged_into: null }).where('id', '=', gone).execute();
});

test('another clinic finds nobody, an operator may not look, and nothing typed is refused', async () => {
  const other = await f.otherClinic('coordinator');
  expect((await f.as(other).get('/api/v1/search?q=müller')).body).toEqual({ items: [], more: false });
  expect((await f.as('operator').get('/api/v1/search?q=müller')).status).toBe(403);
  expect((await f.as('coordinator').get('/api/v1/search?q=%20')).status).toBe(422);
  expect((await f.as('coordinator').get('/api/v1/search')).status).toBe(422);
});

test('who was found is on record by their ids; what was typed is nowhere', async () => {
  await f.as('lead').get('/api/v1/search?q=lukaszewska');

  const row = await f.db
    .selectFrom('audit_log')
    .selectAll()
    .where('action', '=', 'GET /search')
    .orderBy('at', 'desc')
    .executeTakeFirstOrThrow();
  expect(row.shown).toHaveLength(1);
  expect(JSON.stringify(row).toLowerCase()).not.toContain('lukasz');
});

test('API-3: it is one look into an index, not a walk over all patients', async () => {
  const plan = await f.store.transact(f.db, async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx);
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select id from patient
      where search_words @@ '''nmuller'':*'::tsquery`.execute(tx);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });

  expect(plan).toContain('patient_search');
});
