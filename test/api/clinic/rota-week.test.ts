import { DAY, HOUR } from '../../../src/domain/words/time';
import { type ApiFixture, createApiFixture } from '../../support/api-fixture';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(() => f.close());

const iso = (at: number) => new Date(at).toISOString();
const staffId = async (role: string): Promise<string> => {
  const { id } = await f.db.selectFrom('staff_member').select('id').where('role', '=', role).executeTakeFirstOrThrow();
  return id;
};
const week = async (query = '') => (await f.as('coordinator').get(`/api/v1/rotas${query}`)).body;
const rota = async (id: string) => (await week('?days=14')).rotas.find((each: { id: string }) => each.id === id);

test('the week says who is on duty, when each rota is told, and leaves the test of the paging out', async () => {
  const body = await week();

  expect(body.days).toHaveLength(7);
  expect(body.rotas.map(({ title, words }: { title: string; words: string }) => [title, words])).toEqual([
    ['Clinician on call', 'told at once'],
    ['Second on call', 'told after 15 min'],
    ['Service manager', 'told after 30 min, then every 60 min'],
  ]);
  expect(body.rotas.every(({ gaps }: { gaps: object[] }) => gaps.length === 0)).toBe(true);
});

test('somebody who cannot be told in any way is said to be so', async () => {
  const coordinator = await staffId('coordinator');
  await f.db.updateTable('staff_member').set({ email: null }).where('id', '=', coordinator).execute();

  const { people } = await week();

  expect(people.find((each: { staffId: string }) => each.staffId === coordinator)).toMatchObject({
    ways: [],
    wakes: false,
  });
});

test('an absence opens a gap, somebody put on duty closes it, and the task for it with it', async () => {
  const now = await f.now();
  const [clinician, lead] = [await staffId('clinician'), await staffId('lead')];
  const span = { startsAt: iso(now + DAY), endsAt: iso(now + DAY + 10 * HOUR) };
  const absence = await f.as('lead').post(`/api/v1/staff/${clinician}/absences`, span);
  const open = await rota('clinician-on-call');
  const tasks = () =>
    f.db.selectFrom('task').select('status').where('kind', '=', 'close-rota-gap').orderBy('id').execute();
  const before = await tasks();

  const added = await f.as('lead').post('/api/v1/rotas/clinician-on-call/shifts', { staffId: lead, ...span });

  expect([absence.status, open.gaps]).toEqual([201, [span]]);
  expect(added.status).toBe(201);
  expect((await rota('clinician-on-call')).gaps).toEqual([]);
  expect([before, await tasks()]).toEqual([[{ status: 'open' }], [{ status: 'closed' }]]);
});

test('who may not act, a time that is over, and a rota that is none are refused at their fields, and nothing changes', async () => {
  const now = await f.now();
  const before = await f.rows();
  const [coordinator, clinician] = [await staffId('coordinator'), await staffId('clinician')];
  const span = { startsAt: iso(now), endsAt: iso(now + HOUR) };
  const put = (id: string, body: object) => f.as('lead').post(`/api/v1/rotas/${id}/shifts`, body);

  const wrong = await put('clinician-on-call', { staffId: coordinator, ...span });
  const over = await put('clinician-on-call', {
    staffId: clinician,
    startsAt: iso(now - DAY),
    endsAt: iso(now - HOUR),
  });
  const backwards = await put('clinician-on-call', {
    staffId: clinician,
    startsAt: span.endsAt,
    endsAt: span.startsAt,
  });
  const none = await put('no-such', { staffId: clinician, ...span });
  const mayNot = await f
    .as('clinician')
    .post('/api/v1/rotas/clinician-on-call/shifts', { staffId: clinician, ...span });

  expect([wrong, over, backwards].map(({ status, body }) => [status, body.errors[0].field])).toEqual([
    [422, 'staffId'],
    [422, 'endsAt'],
    [422, 'endsAt'],
  ]);
  expect([none.status, mayNot.status]).toEqual([404, 403]);
  expect(await f.rows()).toEqual(before);
});
