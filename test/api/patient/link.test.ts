import request from 'supertest';
import { everything, fillAll, type PatientAtHome, patientAtHome, started } from './patient-at-home';

const unknown = '0000-0000-0000-0000-0000-0000-0000';

describe('the link', () => {
  let home: PatientAtHome;
  beforeEach(async () => {
    home = await patientAtHome();
  });
  afterEach(() => home.close());

  test('looking changes nothing: twenty GETs and twenty HEADs, and no cookie', async () => {
    const before = await everything(home.db);

    const looks = await Promise.all(
      Array.from({ length: 20 }, () => [
        request(home.app).get(`/go/${home.code}`),
        request(home.app).head(`/go/${home.code}`),
      ]).flat(),
    );

    expect(new Set(looks.map(({ status }) => status))).toEqual(new Set([200]));
    expect(looks.filter((look) => look.headers['set-cookie'] !== undefined)).toEqual([]);
    expect(await everything(home.db)).toBe(before);
    await started(home);
    expect(await everything(home.db)).not.toBe(before);
  });

  test('a code is read without hyphens, in small letters', async () => {
    await request(home.app)
      .get(`/go/${home.code.replaceAll('-', '').toLowerCase()}`)
      .expect(200);
  });

  test('an unknown link and a closed one look the same and name the telephone', async () => {
    const unknownPage = await request(home.app).get(`/go/${unknown}`);
    await home.db.updateTable('check_in').set({ status: 'superseded' }).where('id', '=', home.checkIn.id).execute();
    const closedPage = await request(home.app).get(`/go/${home.code}`);

    expect([unknownPage.status, closedPage.status]).toEqual([404, 404]);
    // Apart from the address the reader came by.
    expect(closedPage.text.replaceAll(home.code, 'code')).toBe(unknownPage.text.replaceAll(unknown, 'code'));
    expect(closedPage.text).toContain('This link is not open');
    expect(closedPage.text).toContain('href="tel:');
  });

  test.each([
    ['cancelled', { status: 'cancelled' }],
    ['replaced by a newer one', { status: 'superseded' }],
  ])('a check-in that was %s cannot be started', async (_case, change) => {
    await home.db.updateTable('check_in').set(change).where('id', '=', home.checkIn.id).execute();
    const before = await everything(home.db);

    await request(home.app).post(`/go/${home.code}`).type('form').send({}).expect(404);

    expect(await everything(home.db)).toBe(before);
  });

  test('the link of an ended enrolment is closed', async () => {
    await home.db.updateTable('enrolment').set({ status: 'ended' }).where('id', '=', home.enrolmentId).execute();

    await request(home.app).get(`/go/${home.code}`).expect(404);
  });

  test('after sending, the link shows thanks and no answer', async () => {
    const browser = await started(home);
    await fillAll(browser, '9');
    await browser.post(`${home.at}/check`).type('form').send({});

    const page = await request(home.app).get(`/go/${home.code}`).expect(200);

    expect(page.text).toContain('Answers sent');
    expect(page.text).toContain('Report a problem');
    expect(page.text).not.toContain('9</span>');
  });

  test('the page is kept from caches, indexes, frames, scripts and referrers', async () => {
    const { headers } = await request(home.app).get(`/go/${home.code}`);

    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'x-frame-options': 'DENY',
    });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('script-src');
  });

  test('the cookie is for the form alone and out of reach of scripts', async () => {
    const answer = await request(home.app).post(`/go/${home.code}`).type('form').send({});
    const [cookie] = answer.headers['set-cookie'] as unknown as string[];

    expect(cookie).toMatch(/^check_in=[\w-]{43};/);
    for (const part of [`Path=${home.at};`, 'HttpOnly', 'SameSite=Lax']) expect(cookie).toContain(part);
    const token = /=([^;]+)/.exec(cookie ?? '')?.[1] ?? '';
    expect(await everything(home.db)).not.toContain(token);
  });

  test('a code that is asked for too often is told to wait', async () => {
    const looks = [];
    for (let look = 0; look < 125; look += 1) looks.push((await request(home.app).get(`/go/${home.code}`)).status);

    expect(looks.filter((status) => status === 429)).toHaveLength(5);
  });

  test('guesses from one address are stopped', async () => {
    const guesses = [];
    for (let guess = 0; guess < 65; guess += 1)
      guesses.push((await request(home.app).get(`/go/${unknown}${guess}`)).status);

    expect(guesses.filter((status) => status === 429)).toHaveLength(5);
  });
});

test('an outage of ours is not taken for guessing: afterwards the same address gets in', async () => {
  let isDown = true;
  const home = await patientAtHome({}, (deps) => {
    const hashOnceUp = (code: string): Buffer => {
      if (isDown) throw new Error('the database is down');
      return deps.store.links.linkCodeHash(code);
    };
    return { ...deps, store: { ...deps.store, links: { ...deps.store.links, linkCodeHash: hashOnceUp } } };
  });
  const outage = [];
  for (let look = 0; look < 65; look += 1) outage.push((await request(home.app).get(`/go/${home.code}`)).status);
  isDown = false;

  const afterwards = await request(home.app).get(`/go/${home.code}`);

  expect(new Set(outage)).toEqual(new Set([500]));
  expect(afterwards.status).toBe(200);
  await home.close();
});

test('the cookie is Secure on https', async () => {
  const home = await patientAtHome({}, (deps) => ({ ...deps, config: { publicUrl: 'https://clinic.test' } }));

  const answer = await request(home.app).post(`/go/${home.code}`).type('form').send({});

  expect(String(answer.headers['set-cookie'])).toContain('Secure');
  await home.close();
});

describe('a clinic that asks the birthday', () => {
  let home: PatientAtHome;
  beforeEach(async () => {
    home = await patientAtHome({ askBirthday: true });
  });
  afterEach(() => home.close());

  const post = (fields: object) => request(home.app).post(`/go/${home.code}`).type('form').send(fields);
  const start = (fields: object) => post(fields).redirects(1);

  test('opens the form to the right day and month', async () => {
    expect((await request(home.app).get(`/go/${home.code}`)).text).toContain('On which day were you born?');

    await post({ day: '14', month: '05' }).expect(303).expect('location', home.at);
  });

  test('says what to enter when a field is empty, and counts no try', async () => {
    const page = await start({ day: '14' }).expect(200);

    expect(page.text).toContain('<title>Error:');
    expect(page.text).toContain('Enter the day and the month');
    expect((await home.db.selectFrom('link').select('wrong_tries').executeTakeFirstOrThrow()).wrong_tries).toBe(0);
  });

  test('after five wrong days the right one is refused in the same words, for an hour', async () => {
    const wrong = [];
    for (let guess = 1; guess <= 5; guess += 1) wrong.push(await start({ day: String(guess), month: '5' }).expect(200));
    const right = await start({ day: '14', month: '5' }).expect(200);

    expect(right.text).toBe(wrong[0]?.text);
    expect(right.headers['set-cookie']).toBeUndefined();
    await home.db
      .updateTable('link')
      .set({ locked_until: new Date(Date.now() - 1000) })
      .execute();
    await post({ day: '14', month: '5' }).expect(303).expect('location', home.at);
  });

  test('parallel guesses are all counted', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, guess) => start({ day: String(guess + 15), month: '5' })));

    expect((await start({ day: '14', month: '5' })).text).toContain('That day and month do not match');
  });
});
