import request from 'supertest';
import { createApiFixture, type ApiFixture } from '../../support/api-fixture';
import { type OutsideProvider, startOutsideProvider } from '../../support/servers/outside-provider';
import { staffBrowser, staffIdOf } from '../../support/staff-browser';

let provider: OutsideProvider;
let f: ApiFixture;
let lee: string;
const fixture = (
  more: { publicUrl?: 'where it listens' | `http${string}`; demanded?: string[]; secret?: string } = {},
) =>
  createApiFixture({
    publicUrl: more.publicUrl ?? 'where it listens',
    oidc: {
      issuer: provider.issuer,
      clientId: 'console',
      clientSecret: more.secret ?? null,
      demanded: more.demanded ?? [],
    },
  });
const known = (of: ApiFixture, staffId: string, subject: string) =>
  of.db.updateTable('staff_member').set({ issuer: provider.issuer, subject }).where('id', '=', staffId).execute();

beforeAll(async () => {
  provider = await startOutsideProvider();
  f = await fixture();
  lee = await staffIdOf(f, 'clinician');
  await known(f, lee, 'lee@id');
});
afterAll(async () => {
  await f.close();
  await provider.close();
});

/** Begins in a new browser; where it was sent. */
async function begun(of: ApiFixture = f, to = '/worklist') {
  const browser = staffBrowser(of.here);
  const { location, status } = await browser.get(`/sign-in?to=${encodeURIComponent(to)}`);
  return { browser, status, sentTo: location ?? '' };
}
const staffOf = async (browser: ReturnType<typeof staffBrowser>): Promise<unknown> => {
  const { status, text } = await browser.get('/api/v1/me');
  return status === 200 ? (JSON.parse(text) as { staff: { id: string } }).staff.id : status;
};

test('who is known there by issuer and subject is signed in; the request shows nothing and proves it by PKCE', async () => {
  const { browser, sentTo } = await begun();
  const asked = new URL(sentTo).searchParams;
  expect(Object.fromEntries(asked)).toMatchObject({
    ...{ response_type: 'code', client_id: 'console', scope: 'openid', code_challenge_method: 'S256' },
    redirect_uri: `${f.here}/sign-in/return`,
  });
  expect(asked.has('prompt')).toBe(false);

  const back = await browser.get(provider.signIn(sentTo, { sub: 'lee@id' }));

  expect([back.status, back.location]).toEqual([303, `${f.here}/worklist`]);
  expect(await staffOf(browser)).toBe(lee);
  expect(provider.tokenRequests.at(-1)?.body.get('redirect_uri')).toBe(`${f.here}/sign-in/return`);
});

describe('nobody is signed in', () => {
  const refusals: [string, number, (sentTo: string) => string][] = [
    ['by another state', 400, (sentTo) => provider.signIn(sentTo, { sub: 'lee@id' }, { state: 'another' })],
    [
      'by another issuer in the answer',
      400,
      (sentTo) => provider.signIn(sentTo, { sub: 'lee@id' }, { iss: 'https://elsewhere.example' }),
    ],
    [
      'by another issuer in the token',
      400,
      (sentTo) => provider.signIn(sentTo, { sub: 'lee@id', iss: 'https://elsewhere.example' }),
    ],
    ['by another nonce', 400, (sentTo) => provider.signIn(sentTo, { sub: 'lee@id', nonce: 'another' })],
    ['by a token for somebody else', 400, (sentTo) => provider.signIn(sentTo, { sub: 'lee@id', aud: 'another' })],
    ['by a token that has ended', 400, (sentTo) => provider.signIn(sentTo, { sub: 'lee@id', exp: 1_600_000_000 })],
    [
      'by a token that another key signed',
      400,
      (sentTo) => provider.signIn(sentTo, { sub: 'lee@id' }, { forged: true }),
    ],
    [
      'whom nobody added here',
      403,
      (sentTo) => provider.signIn(sentTo, { sub: 'somebody@id', email: 'dr.lee@riverside.test', email_verified: true }),
    ],
  ];
  test.each(refusals)('%s', async (_why, status, comeBack) => {
    const before = await f.db.selectFrom('staff_member').selectAll().execute();
    const { browser, sentTo } = await begun();

    const back = await browser.get(comeBack(sentTo));

    expect(back.status).toBe(status);
    expect(back.setCookies.filter((line) => line.startsWith('staff='))).toEqual([]);
    expect(await staffOf(browser)).toBe(401);
    expect(await f.db.selectFrom('staff_member').selectAll().execute()).toEqual(before);
  });

  test('in another browser than the one that began', async () => {
    const { sentTo } = await begun();
    const other = staffBrowser(f.here);

    expect((await other.get(provider.signIn(sentTo, { sub: 'lee@id' }))).status).toBe(400);
    expect(await staffOf(other)).toBe(401);
  });

  test('where the provider said no', async () => {
    const { browser, sentTo } = await begun();
    const back = new URL(provider.signIn(sentTo, { sub: 'lee@id' }));
    back.searchParams.delete('code');
    back.searchParams.set('error', 'access_denied');
    back.searchParams.set('error_description', '<script>alert(1)</script>');

    const page = await browser.get(back.href);

    expect(page.status).toBe(400);
    expect(page.text).not.toContain('script');
    expect(page.text).toContain('/sign-in?to=%2Fworklist');
  });
});

test('who is not known is told so, by which name to be added, and nothing about anybody else', async () => {
  const { browser, sentTo } = await begun();

  const { text } = await browser.get(provider.signIn(sentTo, { sub: 'auth0|62 <b>' }));

  expect(text).toContain('Nobody here knows this account yet');
  expect(text).toContain('auth0|62 &lt;b&gt;');
  expect(text).not.toMatch(/Lee|Osei|Riverside/);
});

test('who has left is told so, and it is on record', async () => {
  const sam = await staffIdOf(f, 'operator');
  await known(f, sam, 'sam@id');
  await f.db.updateTable('staff_member').set({ active: false }).where('id', '=', sam).execute();
  const { browser, sentTo } = await begun();

  const back = await browser.get(provider.signIn(sentTo, { sub: 'sam@id' }));

  expect([back.status, back.text]).toEqual([403, expect.stringContaining('Your account here is closed')]);
  expect(await staffOf(browser)).toBe(401);
  const rows = f.db.selectFrom('audit_log').select(['action', 'status']).where('principal', '=', sam);
  expect(await rows.execute()).toEqual([{ action: 'sign-in', status: 403 }]);
});

test('a subject counts only at its own issuer', async () => {
  const priya = await staffIdOf(f, 'coordinator');
  await f.db
    .updateTable('staff_member')
    .set({ issuer: 'https://former.example', subject: 'priya@id' })
    .where('id', '=', priya)
    .execute();
  const { browser, sentTo } = await begun();

  expect((await browser.get(provider.signIn(sentTo, { sub: 'priya@id' }))).status).toBe(403);
});

describe('where the clinic demands a second proof, and the provider knows us by a secret', () => {
  let g: ApiFixture;
  beforeAll(async () => {
    g = await fixture({ demanded: ['urn:mfa', 'amr:hwk'], secret: 's3cret' });
    await known(g, await staffIdOf(g, 'clinician'), 'lee@id');
  });
  afterAll(async () => {
    await g.close();
  });

  test.each([
    ['a demanded acr', { acr: 'urn:mfa' }, 303],
    ['a demanded amr', { amr: ['pwd', 'hwk'] }, 303],
    ['another acr', { acr: 'urn:password' }, 403],
    ['another amr', { amr: ['pwd'] }, 403],
    ['an acr that is named like an amr', { acr: 'hwk' }, 403],
    ['neither', {}, 403],
  ])('%s is answered by %j → %i', async (_what, claims, status) => {
    const { browser, sentTo } = await begun(g);
    expect(new URL(sentTo).searchParams.get('acr_values')).toBe('urn:mfa');

    expect((await browser.get(provider.signIn(sentTo, { sub: 'lee@id', ...claims }))).status).toBe(status);
  });

  test('the secret is shown to the provider, and only to it', async () => {
    const { browser, sentTo } = await begun(g);
    await browser.get(provider.signIn(sentTo, { sub: 'lee@id', acr: 'urn:mfa' }));

    expect(sentTo).not.toContain('s3cret');
    const basic = `Basic ${Buffer.from('console:s3cret').toString('base64')}`;
    expect(provider.tokenRequests.at(-1)?.authorization).toBe(basic);
  });
});

test('a provider that does not answer, or names itself otherwise, is a page that says so; it is asked again the next time', async () => {
  const g = await fixture();
  const asked = [];
  for (const says of [{ silent: true }, { issuer: 'https://elsewhere.example' }, {}]) {
    Object.assign(provider.says, { silent: false, issuer: null }, says);
    asked.push(await begun(g));
  }
  await g.close();

  expect(asked.map(({ status }) => status)).toEqual([503, 503, 303]);
});

test('over https the cookie is of this very host, and the public address is the one that counts, whatever a proxy makes of it', async () => {
  const g = await fixture({ publicUrl: 'https://clinic.example.test' });
  await known(g, await staffIdOf(g, 'clinician'), 'lee@id');
  const begin = await request(g.here).get('/sign-in?to=/rota').set('Host', 'clinic.example.test');
  const attempt = String(begin.headers['set-cookie']);
  expect(attempt).toMatch(/^sign-in\.[\w-]{43}=[\w-]+; Max-Age=600; Path=\/sign-in; .*HttpOnly; Secure; SameSite=Lax$/);

  const back = new URL(provider.signIn(String(begin.headers.location), { sub: 'lee@id' }));
  expect(back.origin).toBe('https://clinic.example.test');
  const done = await request(g.here)
    .get(back.pathname + back.search)
    .set('Host', '10.0.0.7')
    .set('Cookie', attempt.split(';')[0] ?? '');
  const cookies = [done.headers['set-cookie']].flat().map(String);
  const session = cookies.find((line) => line.startsWith('__Host-staff=')) ?? '';
  const me = (cookie: string) => request(g.here).get('/api/v1/me').set('Cookie', cookie);
  const token = session.split(';')[0] ?? '';
  const statuses = [await me(token), await me(token.replace('__Host-', ''))].map(({ status }) => status);
  await g.close();

  expect(done.headers.location).toBe('/rota');
  expect(session).toMatch(/^__Host-staff=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  expect(statuses).toEqual([200, 401]);
});

test('signing out leads on to the provider, with the token that says who', async () => {
  const { browser, sentTo } = await begun();
  await browser.get(provider.signIn(sentTo, { sub: 'lee@id' }));

  const out = await browser.post('/sign-out');

  const to = new URL((JSON.parse(out.text) as { to: string }).to);
  expect(`${to.origin}${to.pathname}`).toBe(`${provider.issuer}/end`);
  expect(to.searchParams.get('post_logout_redirect_uri')).toBe(`${f.here}/`);
  expect(to.searchParams.get('id_token_hint')?.split('.')).toHaveLength(3);
  expect(await staffOf(browser)).toBe(401);
});
