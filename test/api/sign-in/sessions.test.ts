import { createApiFixture, type ApiFixture } from '../../support/api-fixture';
import { hashOfSecret } from '../../../src/identity/secrets';
import { staffIdOf } from '../../support/staff-browser';

let f: ApiFixture;
let lee: string;
beforeAll(async () => {
  f = await createApiFixture();
  lee = await staffIdOf(f, 'clinician');
});
afterAll(async () => {
  await f.close();
});

const MINUTE = 60_000;
let count = 0;

/** Somebody signed in so many minutes ago, and did something so many minutes ago. */
async function signedIn(ago: { started?: number; active?: number } = {}, staffId = lee) {
  count += 1;
  const token = `token-${String(count)}`;
  const tokenHash = hashOfSecret(token);
  await f.store.sessions.startSession(f.db, { tokenHash, staffId, idToken: 'x' });
  const before = (minutes = 0): Date => new Date(Date.now() - minutes * MINUTE);
  await f.db
    .updateTable('staff_session')
    .set({ started_at: before(ago.started ?? ago.active), active_at: before(ago.active) })
    .where('token_hash', '=', tokenHash)
    .execute();
  const cookie = `staff=${token}`;
  return {
    cookie,
    get: (path: string, headers: Record<string, string> = {}) =>
      f.as(null).get(`/api/v1${path}`, { cookie, ...headers }),
    /** How long ago they last did something, in whole minutes, as it is kept. */
    idleMinutes: async (): Promise<number> => {
      const row = f.db.selectFrom('staff_session').select('active_at').where('token_hash', '=', tokenHash);
      return Math.round((Date.now() - (await row.executeTakeFirstOrThrow()).active_at) / MINUTE);
    },
  };
}

describe('a session', () => {
  test.each([
    ['begun just now', {}, 200],
    ['idle for 29 minutes', { active: 29 }, 200],
    ['idle for 31 minutes', { active: 31 }, 401],
    ['begun 11 hours ago', { started: 11 * 60, active: 1 }, 200],
    ['begun 13 hours ago, busy all the time', { started: 13 * 60, active: 0 }, 401],
  ])('%s: %j is answered %i', async (_what, ago, status) => {
    const session = await signedIn(ago);

    expect((await session.get('/me')).status).toBe(status);
  });

  test('ends at once when its person is deactivated', async () => {
    const staffId = await f.store.staff.addStaff(f.db, {
      clinicId: f.clinicId,
      name: 'Ann Bell',
      role: 'clinician',
      email: null,
    });
    const session = await signedIn({}, staffId);
    expect((await session.get('/me')).status).toBe(200);

    await f.db.updateTable('staff_member').set({ active: false }).where('id', '=', staffId).execute();

    expect((await session.get('/me')).status).toBe(401);
  });

  test('follows at once when its person has another role', async () => {
    const staffId = await f.store.staff.addStaff(f.db, {
      clinicId: f.clinicId,
      name: 'Cy Dunn',
      role: 'lead',
      email: null,
    });
    const session = await signedIn({}, staffId);
    expect((await session.get('/worklist')).status).toBe(200);

    await f.db.updateTable('staff_member').set({ role: 'operator' }).where('id', '=', staffId).execute();

    expect((await session.get('/worklist')).status).toBe(403);
  });

  test('is kept by what a person does, at most once a minute, and never by what a page asks by itself', async () => {
    const session = await signedIn({ started: 60, active: 20 });
    for (const path of ['/pulse', '/worklist', '/escalations', '/me'])
      expect((await session.get(path, { 'x-background': '1' })).status).toBe(200);
    expect(await session.idleMinutes()).toBe(20);

    await session.get('/me');
    expect(await session.idleMinutes()).toBe(0);
  });

  test('polled for half an hour, it ends all the same', async () => {
    const session = await signedIn({ active: 29 });
    await session.get('/pulse', { 'x-background': '1' });
    const { rows } = { rows: await f.db.selectFrom('staff_session').select(['token_hash', 'active_at']).execute() };
    for (const { token_hash, active_at } of rows)
      await f.db
        .updateTable('staff_session')
        .set({ active_at: new Date(active_at - 2 * MINUTE) })
        .where('token_hash', '=', token_hash)
        .execute();

    expect((await session.get('/pulse', { 'x-background': '1' })).status).toBe(401);
  });

  test('is tidied away once it opens nothing, and no other is', async () => {
    const old = await signedIn({ started: 3 * 24 * 60, active: 3 * 24 * 60 });
    const fresh = await signedIn();
    await f.store.tidying.tidy(f.db);

    await expect(old.idleMinutes()).rejects.toThrow();
    expect((await fresh.get('/me')).status).toBe(200);
  });

  test('acts under the name of its person, once for each Idempotency-Key', async () => {
    const { cookie } = await signedIn({}, await staffIdOf(f, 'lead'));
    const headers = { cookie, 'sec-fetch-site': 'same-origin', 'idempotency-key': 'once' };
    const away = { startsAt: '2030-01-01T00:00:00Z', endsAt: '2030-01-02T00:00:00Z' };
    const post = () => f.as(null).post(`/api/v1/staff/${lee}/absences`, away, headers);

    const [first, second] = [await post(), await post()];

    expect([first.status, second.status, second.text]).toEqual([201, 201, first.text]);
    const row = f.db.selectFrom('absence').select('recorded_by').where('staff_id', '=', lee);
    expect(await row.execute()).toEqual([{ recorded_by: await staffIdOf(f, 'lead') }]);
  });
});

describe('what a signed-in browser changes must be asked by a page of this host', () => {
  test.each<[string, Record<string, string>, number]>([
    ['a page of this host', { 'sec-fetch-site': 'same-origin' }, 422],
    ['a page of this host, where the browser says only whence', { origin: 'http://127.0.0.1:8080' }, 422],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a page of a neighbour', { 'sec-fetch-site': 'same-site' }, 403],
    ['an address that was typed', { 'sec-fetch-site': 'none' }, 403],
    ['another site that names our host', { 'sec-fetch-site': 'cross-site', origin: 'http://127.0.0.1:8080' }, 403],
    ['another host', { origin: 'https://elsewhere.example' }, 403],
    ['another port', { origin: 'http://127.0.0.1:9' }, 403],
    ['a host that only begins like ours', { origin: 'http://127.0.0.1:8080.elsewhere.example' }, 403],
    ['a page without an origin', { origin: 'null' }, 403],
    ['nobody knows whom', {}, 403],
  ])('%s: %j is answered %i', async (_who, headers, status) => {
    const { cookie } = await signedIn();

    const answer = await f.as(null).post('/api/v1/enrolments', {}, { cookie, ...headers });

    expect(answer.status).toBe(status);
  });

  test('reading is free, and a key needs none of this', async () => {
    const session = await signedIn();

    expect((await session.get('/worklist', { 'sec-fetch-site': 'cross-site' })).status).toBe(200);
    expect((await f.as('clinician').post('/api/v1/enrolments', {})).status).toBe(422);
  });

  test('a wrong key is not made good by a cookie', async () => {
    const { cookie } = await signedIn();

    const answer = await f
      .as({ key: 'wrong' })
      .post('/api/v1/enrolments', {}, { cookie, 'sec-fetch-site': 'same-origin' });

    expect(answer.status).toBe(401);
  });

  test('a form is refused, whoever sends it', async () => {
    const { cookie } = await signedIn();
    const headers = { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };

    expect((await f.as(null).post('/api/v1/enrolments', 'a=b', headers)).status).toBe(415);
  });
});

describe('a key', () => {
  const change = (set: { scopes?: string[] | null; expires_at?: Date }) =>
    f.db.updateTable('api_key').set(set).where('role', '=', 'coordinator').execute();

  test('notes when it was last used', async () => {
    await f.as('coordinator').get('/api/v1/me');

    const row = f.db.selectFrom('api_key').select('last_used_at').where('role', '=', 'coordinator');
    expect(Date.now() - ((await row.executeTakeFirstOrThrow()).last_used_at ?? 0)).toBeLessThan(60_000);
  });

  test('made for some deeds only is refused any other, with its reason', async () => {
    await change({ scopes: ['see the clinic', 'see work'] });

    const me = await f.as('coordinator').get('/api/v1/me');
    const enrol = await f.as('coordinator').post('/api/v1/enrolments', {});
    await change({ scopes: null });

    expect((me.body as { may: string[] }).may).toEqual(['see work', 'see the clinic']);
    expect([enrol.status, (enrol.body as { detail: string }).detail]).toEqual([
      403,
      'This key is not for this: it would have to be made with the scope "enrol patients".',
    ]);
  });

  test('that has ended opens nothing', async () => {
    await change({ expires_at: new Date(Date.now() + MINUTE) });
    const before = await f.as('coordinator').get('/api/v1/me');
    await change({ expires_at: new Date(Date.now() - 1) });
    const after = await f.as('coordinator').get('/api/v1/me');

    expect([before.status, after.status]).toEqual([200, 401]);
  });
});
