import { deeds } from '../../../src/domain/words/authority';
import { type ApiFixture, createApiFixture } from '../../support/api-fixture';
import { staffIdOf } from '../../support/staff-browser';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(() => f.close());

type Test = { acknowledged: boolean; steps: { what: string; state: string }[] };

const page = (who: 'clinician' | 'coordinator' | 'lead' | 'operator', headers = {}) =>
  f.as(who).post('/api/v1/me/paging-test', {}, headers);
const idOf = async (role: string): Promise<string> => {
  const staffId = await staffIdOf(f, role);
  const newest = f.db.selectFrom('paging_test').select('id').where('staff_id', '=', staffId).orderBy('id', 'desc');
  return (await newest.executeTakeFirstOrThrow()).id;
};
const stepsOf = ({ steps }: Test) => steps.map(({ what, state }) => `${what} ${state}`);

describe('page me now', () => {
  test('sends to whoever asks, nudges the lane of alerts, and tells no id: only the mail does', async () => {
    const before = await f.rows();
    const { status, body, text } = await page('clinician');

    expect(status).toBe(201);
    expect(stepsOf((body as { test: Test }).test)).toEqual([
      ...['asked done', 'email waiting', 'opened waiting', 'acknowledged waiting'],
    ]);
    expect(f.nudges.filter((nudge) => nudge === 'dispatch urgent')).toHaveLength(1);
    expect(text).not.toContain(await idOf('clinician'));
    expect(await f.rows()).toEqual(before);
    const sent = await f.db.selectFrom('message').select(['staff_id', 'lane', 'patient_id']).execute();
    expect(sent).toEqual([{ staff_id: await staffIdOf(f, 'clinician'), lane: 'urgent', patient_id: null }]);
  });

  test('again within a minute is refused with how long to wait; the same press again is the same answer', async () => {
    const { status, body } = await page('clinician');
    expect(status).toBe(409);
    expect((body as { detail: string }).detail).toMatch(/in \d+ seconds you can do so again\.$/);

    const once = { 'Idempotency-Key': '0199a000-1111-7000-8000-000000000000' };
    const [first, second] = [await page('lead', once), await page('lead', once)];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
  });

  test('names nobody else: a body that would is refused', async () => {
    const other = await staffIdOf(f, 'coordinator');
    const { status } = await f.as('operator').post('/api/v1/me/paging-test', { staffId: other });

    expect(status).toBe(422);
  });

  test('ML-5: reading it is not opening it; opening and acknowledging are posts of the same person', async () => {
    const path = `/api/v1/paging-tests/${await idOf('clinician')}`;
    const read = async () => (await f.as('clinician').get(path)).body as Test;
    expect((await f.as(null).get(path)).status).toBe(401);
    expect(stepsOf(await read())).toContain('opened waiting');
    for (const act of ['opening', 'acknowledgement']) {
      const { status, body } = await f.as('lead').post(`${path}/${act}`, {});
      expect([status, (body as { detail: string }).detail]).toEqual([
        403,
        'Somebody else paged themselves with this. Sign in as that person to go on.',
      ]);
    }
    expect(stepsOf(await read())).toContain('opened waiting');

    expect(stepsOf((await f.as('clinician').post(`${path}/opening`, {})).body as Test).slice(2)).toEqual([
      ...['opened done', 'acknowledged waiting'],
    ]);
    const done = (await f.as('clinician').post(`${path}/acknowledgement`, {})).body as Test;
    expect([stepsOf(done).slice(2), done.acknowledged]).toEqual([['opened done', 'acknowledged done'], true]);
  });

  test('each press and each acknowledgement is on record with who and when', async () => {
    const clinician = await staffIdOf(f, 'clinician');
    const rows = await f.db
      .selectFrom('audit_log')
      .select(['action', 'status'])
      .where('principal', '=', clinician)
      .where('action', 'like', '%paging-test%')
      .orderBy('id')
      .execute();

    expect(rows).toEqual([
      { action: 'POST /me/paging-test', status: 201 },
      { action: 'POST /me/paging-test', status: 409 },
      { action: 'POST /paging-tests/:id/opening', status: 200 },
      { action: 'POST /paging-tests/:id/acknowledgement', status: 200 },
    ]);
  });

  test('ML-5: the rota says beside each person what became of the newest test', async () => {
    const { body } = await f.as('coordinator').get('/api/v1/rotas');
    const { people } = body as { people: { name: string; tested: { state: string; words: string } }[] };

    expect(people.map(({ name, tested }) => [name, tested.state, tested.words])).toEqual([
      ['Dr Amara Osei', 'under-way', 'being tested now'],
      [
        'Dr Lee',
        'acknowledged',
        expect.stringMatching(/^tested \w{3} \d+ Nov, acknowledged within a minute; not taken: email$/),
      ],
      ['Priya Shah', 'never', 'never tested'],
      ['Sam Wright', 'never', 'never tested'],
    ]);
  });

  test('a test is no message of a patient, and nobody reads it as one', async () => {
    const { id } = await f.db
      .selectFrom('message')
      .select('id')
      .where('template', '=', 'paging-test')
      .limit(1)
      .executeTakeFirstOrThrow();

    expect((await f.as('coordinator').get(`/api/v1/messages/${id}`)).status).toBe(404);
    expect((await f.as('coordinator').post(`/api/v1/messages/${id}/send-again`, {})).status).toBe(404);
    expect((await f.as('coordinator').post(`/api/v1/messages/${id}/withholding`, { reason: 'x' })).status).toBe(404);
  });

  test('whoever has no address is told who mends that', async () => {
    const operator = await staffIdOf(f, 'operator');
    await f.db.updateTable('staff_member').set({ email: null }).where('id', '=', operator).execute();
    const { status, body } = await page('operator');

    expect(status).toBe(409);
    expect((body as { detail: string }).detail).toMatch(/^Nothing can reach you: .* Ask whoever runs Throughline/);
  });

  test('takes a person: the key of a program pages nobody', async () => {
    const answer = await f.as({ key: await f.programKey('clinician') }).post('/api/v1/me/paging-test', {});

    expect(answer.status).toBe(403);
    expect(deeds['page oneself'].person).toBe(true);
  });
});
