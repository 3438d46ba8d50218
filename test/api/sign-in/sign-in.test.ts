import { createApiFixture, type ApiFixture } from '../../support/api-fixture';
import { staffBrowser, staffIdOf, type StaffBrowser } from '../../support/staff-browser';

let f: ApiFixture;
let lee: string;
let priya: string;
beforeAll(async () => {
  f = await createApiFixture({ publicUrl: 'where it listens' });
  lee = await staffIdOf(f, 'clinician');
  priya = await staffIdOf(f, 'coordinator');
});
afterAll(async () => {
  await f.close();
});

const who = async (browser: StaffBrowser): Promise<string | number> => {
  const { status, text } = await browser.get('/api/v1/me');
  return status === 200 ? (JSON.parse(text) as { staff: { name: string } }).staff.name : status;
};
const isReturn = (at: string): boolean => at.includes('/sign-in/return');
const sessions = async (): Promise<number> =>
  (await f.db.selectFrom('staff_session').select('staff_id').execute()).length;

test('somebody chooses a person and is that person from then on', async () => {
  const browser = staffBrowser(f.here);
  expect(await who(browser)).toBe(401);

  const back = await browser.choose(lee, '/worklist');

  expect([back.status, back.location]).toEqual([303, `${f.here}/worklist`]);
  const { text } = await browser.get('/api/v1/me');
  const me = JSON.parse(text) as { session: { idleEndsAt: string; endsAt: string } };
  expect(me).toMatchObject({ staff: { id: lee, name: 'Dr Lee', role: 'clinician' } });
  const minutesUntil = (at: string): number => Math.round((Date.parse(at) - Date.now()) / 60_000);
  expect([minutesUntil(me.session.idleEndsAt), minutesUntil(me.session.endsAt)]).toEqual([30, 720]);
});

test('the page of people names everybody of the clinic, their role and duty; no mailbox, nobody who has left, no script', async () => {
  const left = await f.store.staff.addStaff(f.db, {
    clinicId: f.clinicId,
    name: 'Gone Person',
    role: 'clinician',
    email: null,
  });
  await f.db.updateTable('staff_member').set({ active: false }).where('id', '=', left).execute();
  const { text } = await staffBrowser(f.here).follow('/sign-in');

  const words = text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
  expect(words).toContain('Dr Lee Clinician On duty: Clinician on call');
  expect(words).toContain('Priya Shah Coordinator');
  expect(words).not.toMatch(/Canary|Gone Person/);
  expect(text).not.toContain('<script');
  expect(text.match(/<form/g)).toHaveLength(1);
});

test.each(['nobody', '', '0199a000-0000-7000-8000-000000000000'])('whoever chooses %j is nobody', async (person) => {
  const browser = staffBrowser(f.here);
  const page = await browser.follow('/sign-in');

  const again = await browser.ask('POST', page.at, { form: { person } });

  expect([again.status, again.location]).toEqual([200, null]);
  expect(await who(browser)).toBe(401);
});

test('a page of people is of the browser that was sent there, and a choice comes from that page alone', async () => {
  const browser = staffBrowser(f.here);
  const page = await browser.follow('/sign-in');

  expect((await staffBrowser(f.here).get(page.at)).status).toBe(400);
  const forged = await browser.ask('POST', page.at, {
    form: { person: lee },
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  expect([forged.status, forged.location]).toEqual([400, null]);
  expect(await who(browser)).toBe(401);
});

test.each([
  '/worklist?view=waiting&owner=mine&q=O%27Brien%20%C3%A9&cursor=MC8xNzk2LzAx%3D%3D',
  '/escalations/0199a000-0000-7000-8000-000000000000',
  '/cases/0199a000-0000-7000-8000-000000000000/timeline?kind=calls,messages&at=2026-11-30T09:00:00.000Z',
  `/worklist?${'x'.repeat(1900)}`,
  '/?a=1&a=2',
])('the address is kept to the last character: %s', async (to) => {
  expect((await staffBrowser(f.here).choose(lee, to)).location).toBe(`${f.here}${to}`);
});

test('two tabs may sign in at once, each to its own page, in any order', async () => {
  const browser = staffBrowser(f.here);
  const one = await browser.follow('/sign-in?to=/one');
  const other = await browser.follow('/sign-in?to=/other');

  const finish = async (at: string): Promise<string | null> => {
    const chosen = await browser.ask('POST', at, { form: { person: lee } });
    return (await browser.get((await browser.follow(chosen.location ?? '', isReturn)).at)).location;
  };

  expect(await finish(other.at)).toBe(`${f.here}/other`);
  expect(await finish(one.at)).toBe(`${f.here}/one`);
  expect(await who(browser)).toBe('Dr Lee');
});

test('an answer of the provider is good once: played again it is a page that says so, and nobody new is signed in', async () => {
  const browser = staffBrowser(f.here);
  const page = await browser.follow('/sign-in');
  const chosen = await browser.ask('POST', page.at, { form: { person: lee } });
  const { at } = await browser.follow(chosen.location ?? '', isReturn);
  await browser.get(at);
  const before = await sessions();

  const again = await browser.get(at);
  const elsewhere = await staffBrowser(f.here).get(at);

  expect([again.status, elsewhere.status]).toEqual([400, 400]);
  expect(again.text).toContain('This sign-in is over');
  expect(await sessions()).toBe(before);
});

test.each(['', '?state=x', '?state=x&code=y', '?state=x&state=y&code=z', '?error=access_denied'])(
  'an answer that nobody asked for is a page: /sign-in/return%s',
  async (query) => {
    expect((await staffBrowser(f.here).get(`/sign-in/return${query}`)).status).toBe(400);
  },
);

test('many tabs that were left in the middle do not make requests too large to be read', async () => {
  const browser = staffBrowser(f.here);
  for (let tab = 0; tab < 12; tab += 1) await browser.get(`/sign-in?to=/worklist?${'x'.repeat(1500)}`);

  expect(browser.names().filter((name) => name.startsWith('sign-in.'))).toHaveLength(5);
  expect((await browser.choose(lee)).status).toBe(303);
});

describe('the token of a session', () => {
  test('is a new one at each sign-in, and the one before opens nothing', async () => {
    const browser = staffBrowser(f.here);
    await browser.choose(lee);
    const first = browser.token();
    await f.db
      .updateTable('staff_session')
      .set({ active_at: new Date(Date.now() - 40 * 60_000) })
      .execute();
    expect((await browser.choose(priya)).status).toBe(303);

    const second = browser.token();
    expect(second).not.toBe(first);
    expect(await who(browser)).toBe('Priya Shah');
    browser.plant(first);
    expect(await who(browser)).toBe(401);
  });

  test('is never one that somebody else put into the browser', async () => {
    const browser = staffBrowser(f.here);
    browser.plant('planted-by-somebody');
    await browser.choose(lee);

    expect(browser.token()).toMatch(/^[\w-]{43}$/);
    const other = staffBrowser(f.here);
    other.plant('planted-by-somebody');
    expect(await who(other)).toBe(401);
  });

  test('stands in no table', async () => {
    const browser = staffBrowser(f.here);
    await browser.choose(lee);
    const token = browser.token();
    const rows = await f.db.selectFrom('staff_session').selectAll().execute();

    expect(
      JSON.stringify(rows.map((row) => [row, row.token_hash.toString('hex'), row.token_hash.toString()])),
    ).not.toContain(token);
  });
});

test('whoever is signed in goes on without being asked; whoever comes back after a pause is asked who they are', async () => {
  const browser = staffBrowser(f.here);
  await browser.choose(lee);
  expect((await browser.get('/sign-in?to=/rota')).location).toBe(`${f.here}/rota`);

  await f.db
    .updateTable('staff_session')
    .set({ active_at: new Date(Date.now() - 31 * 60_000) })
    .execute();
  const asked = await browser.get('/sign-in?to=/rota');
  expect(new URL(asked.location ?? '').searchParams.get('prompt')).toBe('login');
  // The provider still knows this browser, and asks all the same.
  expect((await browser.follow(asked.location ?? '')).text).toContain('Who would you like to be?');
});

test('signing out ends the session here and at the provider, for good', async () => {
  const browser = staffBrowser(f.here);
  await browser.choose(lee);
  const token = browser.token();

  const out = await browser.post('/sign-out');
  const { to } = JSON.parse(out.text) as { to: string };
  const ended = await browser.follow(to, (at) => at === `${f.here}/`);

  expect(ended.at).toBe(`${f.here}/`);
  expect(browser.token()).toBe('');
  browser.plant(token);
  expect(await who(browser)).toBe(401);
  browser.plant('');
  expect((await browser.follow('/sign-in')).text).toContain('Who would you like to be?');
  const rows = f.db
    .selectFrom('audit_log')
    .select('action')
    .where('principal', '=', lee)
    .where('action', '=', 'sign-out');
  expect(await rows.execute()).toHaveLength(1);
});

test('nobody signs somebody else out, and signing out twice is no fault', async () => {
  const browser = staffBrowser(f.here);
  await browser.choose(lee);

  expect((await browser.post('/sign-out', {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect(await who(browser)).toBe('Dr Lee');
  await browser.post('/sign-out');
  const again = await browser.post('/sign-out');
  expect([again.status, again.text]).toEqual([200, '{"to":"/"}']);
});

test('sign-in begun on another name of this host goes on at the public one, whose cookies count', async () => {
  const { port } = new URL(f.here);
  const first = await fetch(`http://localhost:${port}/sign-in?to=%2Fworklist%3Fa%3D1%26b%3D2`, { redirect: 'manual' });
  expect(first.headers.get('location')).toBe(`${f.here}/sign-in?to=%2Fworklist%3Fa%3D1%26b%3D2&moved=`);

  // A proxy that hides by which name it was asked: once is enough.
  const second = await fetch(`http://localhost:${port}/sign-in?to=%2Fworklist&moved=`, { redirect: 'manual' });
  expect(second.headers.get('location')).toContain('/demo/identity/auth?');
});

test('pages of signing in are not kept by browsers or proxies', async () => {
  const browser = staffBrowser(f.here);
  const page = await browser.follow('/sign-in');
  const keeps = await Promise.all(
    ['/sign-in', '/sign-in/return', page.at].map(async (at) =>
      (await fetch(new URL(at, f.here), { redirect: 'manual' })).headers.get('cache-control'),
    ),
  );

  expect(keeps).toEqual(['no-store', 'no-store', 'no-store']);
});

test('a live store has no page of people and no built-in provider', async () => {
  const live = await createApiFixture({ mode: 'live' });
  const addresses = ['/demo/sign-in/x', '/demo/identity/.well-known/openid-configuration', '/demo/identity/auth'];
  const answers = await Promise.all(addresses.map((address) => live.as(null).get(address)));
  await live.close();

  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
});
