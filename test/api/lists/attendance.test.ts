import { createApiFixture, type ApiFixture } from '../../support/api-fixture';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(() => f.close());

type Row = {
  enrolmentId: string;
  session: string;
  words: string;
  possible: string[];
  outcome: string | null;
  person: { familyName: string };
  recorded: { eventId: string; by: string; undoUntil: string | null } | null;
};
type Own = {
  items: {
    eventId: string;
    type: string;
    title: string;
    canRetract: boolean;
    undoUntil: string | null;
    correction: object | null;
  }[];
};

const attendances = async (
  who: 'coordinator' | 'clinician' | { key: string } = 'coordinator',
  on = '',
): Promise<Row[]> => ((await f.as(who).get(`/api/v1/attendances${on}`)).body as { items: Row[] }).items;
const own = async (who: 'coordinator' | 'clinician'): Promise<Own['items']> =>
  ((await f.as(who).get('/api/v1/me/facts')).body as Own).items;

const record = (id: string, type: string, data: object, who: 'coordinator' | 'clinician' = 'coordinator') =>
  f.as(who).post(`/api/v1/enrolments/${id}/events`, { type, data });

async function booked(hoursFromNow: number): Promise<string> {
  const { id } = await f.enrolled();
  await f.settle();
  const at = new Date((await f.now()) + hoursFromNow * 3_600_000).toISOString();
  await record(id, 'session.booked', { session: 'first', purpose: 'therapy', at });
  await f.settle();
  return id;
}

test('the day shows everybody’s appointments, with what may be said of each now', async () => {
  const [past, later] = [await booked(-1), await booked(2)];
  const rows = await attendances();

  expect(
    rows
      .filter(({ enrolmentId }) => [past, later].includes(enrolmentId))
      .map(({ enrolmentId, possible, outcome, words }) => [enrolmentId, possible, outcome, words]),
  ).toEqual([
    [past, ['attended', 'missed', 'cancelled'], null, 'Therapy session'],
    [later, ['cancelled'], null, 'Therapy session'],
  ]);
  expect((await attendances('coordinator', '?on=2031-01-01')).length).toBe(0);
});

test('what was recorded stands with its author, can be undone by them alone, and is open again then', async () => {
  const id = await booked(-1);
  await record(id, 'session.attended', { session: 'first' });
  await f.settle();
  const mine = (await attendances()).find(({ enrolmentId }) => enrolmentId === id);
  const theirs = (await attendances('clinician')).find(({ enrolmentId }) => enrolmentId === id);

  expect([mine?.outcome, mine?.possible, mine?.recorded?.undoUntil === null]).toEqual(['attended', ['missed'], false]);
  expect(theirs?.recorded?.undoUntil).toBeNull();

  await record(id, 'event.retracted', { eventId: mine?.recorded?.eventId, reason: 'the wrong row' });
  await f.settle();
  expect((await attendances()).find(({ enrolmentId }) => enrolmentId === id)).toMatchObject({
    outcome: null,
    recorded: null,
  });
});

test('G-8: what somebody did today is theirs alone, newest first, with undo and with what was taken back', async () => {
  const id = await booked(-1);
  await record(id, 'session.missed', { session: 'first' });
  await f.settle();
  const [newest, before] = await own('coordinator');

  expect([newest, before]).toMatchObject([
    { type: 'session.missed', title: 'Did not attend', canRetract: true, correction: null },
    { type: 'session.booked' },
  ]);
  expect((await own('clinician')).some(({ eventId }) => eventId === newest?.eventId)).toBe(false);

  await record(id, 'event.retracted', { eventId: newest?.eventId, reason: 'did come' });
  await f.settle();
  expect((await own('coordinator'))[0]).toMatchObject({
    canRetract: false,
    correction: { as: 'retracted', reason: 'did come' },
  });
});

test('nothing of another clinic is shown, and a program did nothing of its own', async () => {
  await booked(-1);
  const other = await f.otherClinic('coordinator');
  expect(await attendances(other)).toEqual([]);
  const key = await f.programKey('coordinator');
  expect((await f.as({ key }).get('/api/v1/me/facts')).status).toBe(403);
  expect((await f.as('coordinator').get('/api/v1/attendances?on=yesterday')).status).toBe(422);
});
