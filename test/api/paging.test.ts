import { sql } from 'kysely';
import { anEnrolment, createApiFixture, type ApiFixture } from '../support/api-fixture';
import { TEST_DAY } from '../support/care/test-day';

const DAY = 86_400_000;

let f: ApiFixture;
let id: string;
beforeAll(async () => {
  f = await createApiFixture();
  const made = await enrolled();
  id = made.id;
  for (let n = 0; n < 5; n += 1) {
    await book();
    await score();
    await escalate();
  }
});
afterAll(async () => {
  await f.close();
});

type Item = Record<string, unknown>;
type Page = { items: Item[]; nextCursor: string | null };

async function enrolled(): Promise<{ id: string; patientId: string }> {
  const made = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment());
  await f.settle();
  return made.body;
}

let counter = 0;
async function book(): Promise<void> {
  counter += 1;
  const data = { session: `visit ${counter}`, purpose: 'visit', at: new Date(TEST_DAY + counter * DAY).toISOString() };
  const answer = await f.as('clinician').post(`/api/v1/enrolments/${id}/events`, { type: 'session.booked', data });
  expect(answer.status).toBe(202);
  await f.settle();
}

async function score(): Promise<void> {
  counter += 1;
  const { rows } = await sql`
    insert into score (enrolment_id, check_in_id, score, value, raw, scorer_version, form_version, at)
    select enrolment_id, id, ${`score-${counter}`}, 1, 1, '1', '1', ${new Date(TEST_DAY + counter)}
    from check_in where enrolment_id = ${id} limit 1 returning id`.execute(f.db);
  expect(rows).toHaveLength(1);
}

async function escalate(tier: 'now' | 'today' = 'today'): Promise<string> {
  const { id: enrolmentId, patientId } = await enrolled();
  const { escalationId } = await f.store.transact(f.db, (tx) =>
    f.store.escalations.raiseEscalation(tx, {
      ...{ clinicId: f.clinicId, patientId, enrolmentId, tier, class: 'medication' },
      ...{ rule: 'severe', signalKey: `of ${enrolmentId}`, at: TEST_DAY },
    }),
  );
  return escalationId;
}

/** A message more, due before all others; and the first one is put off, as by a relay that is down. */
async function planAndPutOff(): Promise<void> {
  counter += 1;
  await sql`insert into message (clinic_id, key, lane, channel, template, role, enrolment_id, patient_id, due_at, created_at)
    select clinic_id, ${`more ${counter}`}, lane, channel, template, role, enrolment_id, patient_id, ${new Date(TEST_DAY)}, created_at
    from message where enrolment_id = ${id} limit 1`.execute(f.db);
  await sql`update message set first_due_at = coalesce(first_due_at, due_at), due_at = due_at + interval '60 days'
    where id = (select id from message where enrolment_id = ${id} and first_due_at is null order by due_at, key limit 1)`.execute(
    f.db,
  );
}

/** One more, the most urgent of all; and every ladder climbs. */
async function escalateAndClimb(): Promise<void> {
  await escalate('now');
  await sql`update escalation set next_due_at = next_due_at + interval '1 day' * random()`.execute(f.db);
}

const lists = [
  ['/enrolments/:id/timeline', book],
  ['/enrolments/:id/messages', planAndPutOff],
  ['/enrolments/:id/scores', score],
  ['/escalations', escalateAndClimb],
] as const;

async function page(path: string, query: string): Promise<Page> {
  const { status, body } = await f.as('clinician').get(`/api/v1${path.replace(':id', id)}?${query}`);
  expect({ path, status }).toEqual({ path, status: 200 });
  return body;
}

/** Reads to the end, two at a time. */
async function readAll(path: string, between: () => Promise<unknown> = () => Promise.resolve()): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const read: Page = await page(path, `limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
    expect(read.items.length).toBeLessThanOrEqual(2);
    items.push(...read.items);
    cursor = read.nextCursor;
    if (items.length < 40) await between();
  }
  return items;
}

/** What tells an item from another, whatever becomes of it meanwhile. */
const nameOf = ({ id: own, instrument, ...line }: Item): unknown => own ?? instrument ?? JSON.stringify(line);

test.each(lists)('%s is read in pages that follow one another without gap or repeat', async (path) => {
  const whole = await page(path, 'limit=200');

  expect(whole.items.length).toBeGreaterThan(4);
  expect(whole.nextCursor).toBeNull();
  expect((await readAll(path)).map(still)).toEqual(whole.items.map(still));
});

/** Without what is reckoned from now on, and so moves from read to read. */
const still = ({ snoozeUntil: _, ...item }: Item & { snoozeUntil?: unknown }) => item;

test.each(lists)('nothing on %s is lost or told twice when more arrives between two pages', async (path, arrive) => {
  const before = (await page(path, 'limit=200')).items.map(nameOf);

  const read = (await readAll(path, arrive)).map(nameOf);

  expect(read.filter((name) => before.includes(name))).toEqual(before);
});

test('mail is read newest first as well: the same list turned round, page by page', async () => {
  const oldest = (await page('/enrolments/:id/messages', 'limit=200')).items.map(nameOf);
  const newest = await page('/enrolments/:id/messages', 'limit=200&order=newest-first');
  const first = await page('/enrolments/:id/messages', 'limit=2&order=newest-first');
  const second = await page(
    '/enrolments/:id/messages',
    `limit=2&order=newest-first&cursor=${String(first.nextCursor)}`,
  );

  expect(newest.items.map(nameOf)).toEqual(oldest.toReversed());
  expect([...first.items, ...second.items].map(nameOf)).toEqual(oldest.toReversed().slice(0, 4));
});

const others = [
  '/tasks',
  '/worklist',
  '/medicines/unchecked',
  '/absences',
  '/pathways/post-laminectomy-syndrome/versions/1/enrolments',
];

test.each([...lists.map(([path]) => path), ...others])(
  '%s takes at most 200 and no cursor of another make',
  async (path) => {
    const ask = async (query: string) => {
      const { status, body } = await f.as('clinician').get(`/api/v1${path.replace(':id', id)}?${query}`);
      return [status, body.errors?.map(({ field }: { field: string }) => field)];
    };
    const cursor = (text: string) => `cursor=${Buffer.from(text, 'utf8').toString('base64url')}`;

    expect(await ask('limit=201')).toEqual([422, ['limit']]);
    expect(await ask('cursor=abc')).toEqual([422, ['cursor']]);
    expect(await ask(cursor(`0/x/${id}`))).toEqual([422, ['cursor']]);
    expect(await ask(cursor(`0/999999999999999/${id}`))).toEqual([422, ['cursor']]);
    expect(await ask(cursor(`0/-999999999999999/${id}`))).toEqual([422, ['cursor']]);
  },
);

test('fifty are shown when nobody says how many', async () => {
  for (let n = 0; n < 60; n += 1) await score();

  const { items, nextCursor } = await page('/enrolments/:id/scores', '');

  expect(items).toHaveLength(50);
  expect(nextCursor).toEqual(expect.any(String));
});

test('an enrolment shows the newest of each score, and what came before is on its own list', async () => {
  const { id: one } = await enrolled();
  const { rows } = await sql<{ id: string }>`select id from check_in where enrolment_id = ${one} limit 2`.execute(f.db);
  for (const [n, { id: checkIn }] of rows.entries()) {
    await sql`insert into score (enrolment_id, check_in_id, score, value, raw, scorer_version, form_version, at)
      values (${one}, ${checkIn}, 'peg', ${n}, ${n}, '1', '1', ${new Date(TEST_DAY + n)})`.execute(f.db);
  }
  const at = (n: number) => new Date(TEST_DAY + n).toISOString();

  const seen = await f.as('clinician').get(`/api/v1/enrolments/${one}`);
  const all = await f.as('clinician').get(`/api/v1/enrolments/${one}/scores`);

  expect(seen.body.scores).toEqual([{ instrument: 'peg', value: 1, at: at(1) }]);
  expect(all.body.items).toEqual([
    { instrument: 'peg', value: 0, at: at(0), checkInId: rows[0]?.id },
    { instrument: 'peg', value: 1, at: at(1), checkInId: rows[1]?.id },
  ]);
});

test('resolved escalations are told newest first', async () => {
  const [early, late] = [await escalate('today'), await escalate('now')];
  const resolve = (escalation: string, at: number) =>
    sql`update escalation set status = 'resolved', resolved_at = ${new Date(at)} where id = ${escalation}`.execute(
      f.db,
    );
  await resolve(late, TEST_DAY + 1);
  await resolve(early, TEST_DAY + 2);

  const first = await page('/escalations', 'status=resolved&limit=1');
  const second = await page('/escalations', `status=resolved&limit=1&cursor=${String(first.nextCursor)}`);

  expect([...first.items, ...second.items].map((item) => item.id)).toEqual([early, late]);
});
