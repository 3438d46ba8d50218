import { sql } from 'kysely';
import { DAY } from '../../src/domain/words/time';
import { createApiFixture, type ApiFixture } from '../support/api-fixture';
import { TEST_DAY } from '../support/care/test-day';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

type Known = { taken: Record<string, number>; checked?: number; confirmed?: number };

/** Somebody on a version that watches over medicines; all of it so many days ago. */
async function takes({ taken, checked, confirmed }: Known, version = 3): Promise<string> {
  const { id } = await f.enrolled({ version });
  const ago = (days: number): number => TEST_DAY - days * DAY;
  const medicines = {
    taken: Object.entries(taken).map(([name, days]) => ({ class: name, since: ago(days) })),
    ...(checked === undefined ? {} : { checkedAt: ago(checked) }),
  };
  const confirmedAt = confirmed === undefined ? null : ago(confirmed);
  await sql`update enrolment set snapshot = jsonb_set(jsonb_set(snapshot, '{history,medicines}', ${JSON.stringify(medicines)}::jsonb),
    '{history,medicinesConfirmedAt}', ${JSON.stringify(confirmedAt)}::jsonb) where id = ${id}`.execute(f.db);
  return id;
}

const listed = async (
  query = '',
): Promise<{ items: { id: string; classes: string[]; at: string }[]; nextCursor: string }> =>
  (await f.as('coordinator').get(`/api/v1/medicines/unchecked?limit=200${query}`)).body;

test('who takes a medicine that nobody asked about for four weeks is listed, the longest first', async () => {
  const never = await takes({ taken: { gabapentin: 40, opioid: 10 } });
  const longAgo = await takes({ taken: { opioid: 200 }, checked: 60, confirmed: 90 });
  const asked = await takes({ taken: { gabapentin: 200 }, checked: 27 });
  const goneThrough = await takes({ taken: { gabapentin: 200 }, checked: 60, confirmed: 3 });
  const unwatched = await takes({ taken: { antithrombotic: 200 } });
  const before = await takes({ taken: { gabapentin: 200 } }, 2);

  const { items } = await listed();

  expect(items.map(({ id, classes, at }) => [id, classes, at])).toEqual([
    [longAgo, ['opioid'], new Date(TEST_DAY - 60 * DAY).toISOString()],
    [never, ['gabapentin'], new Date(TEST_DAY - 40 * DAY).toISOString()],
  ]);
  for (const id of [asked, goneThrough, unwatched, before]) expect(items.map((each) => each.id)).not.toContain(id);
});

test('the list is read in pages that follow one another', async () => {
  for (const days of [50, 51, 52]) await takes({ taken: { pregabalin: days } });
  const { items } = await listed();
  const first = (await f.as('coordinator').get('/api/v1/medicines/unchecked?limit=2')).body;
  const second = (await f.as('coordinator').get(`/api/v1/medicines/unchecked?limit=2&cursor=${first.nextCursor}`)).body;

  expect([...first.items, ...second.items]).toEqual(items.slice(0, 4));
});
