import { createApiFixture, type ApiFixture, type Enrolled } from '../../support/api-fixture';
import { looked } from '../../support/looked';
import { raiseRedFlag } from '../../support/care/red-flag';

// C1-8: since you were last here, 4 answered, 1 escalated, 2 bounced; each figure leads to as many rows.

let f: ApiFixture;
let people: Record<'silent' | 'quick' | 'slow' | 'flagged' | 'bounced' | 'gone' | 'before', Enrolled>;
let yesterday: string;
beforeAll(async () => {
  f = await createApiFixture();
  const some = await Promise.all(Array.from({ length: 7 }, () => f.enrolled()));
  const [silent, quick, slow, flagged, bounced, gone, before] = some as [Enrolled, ...Enrolled[]] & Enrolled[];
  people = { silent, quick, slow, flagged, bounced, gone, before } as typeof people;
  await f.settle();
  const now = await f.now();
  yesterday = new Date(now - DAY).toISOString();
  await answered(people.before, now - DAY - HOUR);
  for (const who of [people.quick, people.slow, people.gone]) await answered(who, now - HOUR);
  await raiseRedFlag(f, people.flagged, 'news');
  await raised(people.flagged, now - HOUR);
  await f.db
    .updateTable('patient')
    .set({ email_bounced_at: new Date(now - HOUR) })
    .where('id', 'in', [people.bounced.patientId, people.quick.patientId])
    .execute();
  await f
    .as('coordinator')
    .post(`/api/v1/enrolments/${people.gone.id}/events`, { type: 'enrolment.withdrawn', data: { reason: 'x' } });
  await f.settle();
});
afterAll(() => f.close());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const news = ['answered', 'escalated', 'bounced'] as const;
type Since = { at: string } & Record<(typeof news)[number], number>;
type Listed = {
  items: { id: string }[];
  counts: Record<string, number>;
  since: Since | null;
  nextCursor: string | null;
};

const answered = ({ id }: Enrolled, at: number) =>
  f.db
    .updateTable('check_in')
    .set({ status: 'answered', sent_at: new Date(at) })
    .where('id', '=', (eb) => eb.selectFrom('check_in').select('id').where('enrolment_id', '=', id).limit(1))
    .execute();
const raised = ({ patientId }: Enrolled, at: number) =>
  f.db
    .updateTable('escalation')
    .set({ raised_at: new Date(at) })
    .where('patient_id', '=', patientId)
    .execute();
const listed = async (query: Record<string, string>, who: Parameters<ApiFixture['as']>[0] = 'coordinator') => {
  const { status, body } = await f.as(who).get(`/api/v1/worklist?${new URLSearchParams(query).toString()}`);
  expect(status).toBe(200);
  return body as Listed;
};
const staffId = async (role: string) =>
  (await f.db.selectFrom('staff_member').select('id').where('role', '=', role).executeTakeFirstOrThrow()).id;

/** What each figure leads to, read to the end one row at a time. */
async function rowsOf(what: string, query: Record<string, string>): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Listed = await listed({ ...query, news: what, limit: '1', ...(cursor === '' ? {} : { cursor }) });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  return ids;
}

test('whoever was never here is told nothing; whoever was here yesterday, what happened since', async () => {
  const first = await listed({}, 'lead');
  await looked(f.db, f.clinicId, { principal: await staffId('lead'), action: 'GET /worklist', ago: '1 day' });
  const again = await listed({}, 'lead');

  expect(first.since).toBeNull();
  expect(again.since).toEqual({ at: expect.any(String), answered: 3, escalated: 1, bounced: 2 });
  expect(Math.abs(Date.parse(again.since?.at ?? '') - Date.parse(yesterday))).toBeLessThan(5 * 60_000);
});

test('each figure leads to as many rows, of every view, and to those whom it counts', async () => {
  const { since } = await listed({ since: yesterday });
  const rows = Object.fromEntries(
    await Promise.all(news.map(async (what) => [what, await rowsOf(what, { since: yesterday })] as const)),
  );

  expect(Object.fromEntries(news.map((what) => [what, rows[what]?.length]))).toEqual({
    answered: since?.answered,
    escalated: since?.escalated,
    bounced: since?.bounced,
  });
  const ids = (...who: Enrolled[]) => who.map(({ id }) => id).toSorted();
  expect(rows.answered?.toSorted()).toEqual(ids(people.quick, people.slow, people.gone));
  expect(rows.escalated).toEqual(ids(people.flagged));
  expect(rows.bounced?.toSorted()).toEqual(ids(people.bounced, people.quick));
});

test('in one view only its rows are told, the counts of the views say where the rest is, and the figures stay', async () => {
  const { since } = await listed({ since: yesterday });
  const ended = await listed({ since: yesterday, news: 'answered', view: 'ended' });

  expect(ended.items.map(({ id }) => id)).toEqual([people.gone.id]);
  expect(Object.values(ended.counts).reduce((sum, each) => sum + each, 0)).toBe(since?.answered);
  expect(ended.since).toEqual(since);
});

test('what the list is narrowed to narrows the figures; another clinic has none of it', async () => {
  await f.db
    .updateTable('enrolment')
    .set({ care_team: JSON.stringify({ coordinator: await staffId('coordinator'), clinician: null }) })
    .where('id', '=', people.quick.id)
    .execute();
  const mine = await listed({ since: yesterday, owner: 'mine' });
  const other = await f.otherClinic('coordinator');
  const theirs = await listed({ since: yesterday }, other);

  expect(mine.since).toEqual({ at: yesterday, answered: 1, escalated: 0, bounced: 1 });
  expect(await rowsOf('answered', { since: yesterday, owner: 'mine' })).toEqual([people.quick.id]);
  expect(theirs.since).toEqual({ at: yesterday, answered: 0, escalated: 0, bounced: 0 });
});

test('since must be an instant and news one of three: a fault names the field', async () => {
  const faults = async (query: string) =>
    (await f.as('coordinator').get(`/api/v1/worklist?${query}`)).body.errors as { field: string; message: string }[];

  expect(await faults('since=yesterday&news=good')).toEqual([
    { field: 'news', message: 'Give one of: answered, escalated, bounced.' },
    { field: 'since', message: expect.stringContaining('2026-') },
  ]);
});
