import request from 'supertest';
import { askInstead, everything, fill, fillAll, type PatientAtHome, patientAtHome, started } from '../patient-at-home';
import { post } from '../visits';

let home: PatientAtHome;
beforeEach(async () => {
  home = await patientAtHome();
});
afterEach(() => home.close());

const ADVICE = 'Go to your nearest Emergency Department now';
const send = (browser: Awaited<ReturnType<typeof started>>) =>
  browser.post(`${home.at}/check`).type('form').send({}).expect(303);
const signals = () =>
  home.db
    .selectFrom('escalation_signal')
    .select(['rule', 'key'])
    .where('check_in_id', '=', home.checkIn.id)
    .orderBy('at')
    .orderBy('rule')
    .execute();

describe('after a worrying answer', () => {
  test('PS-2: every later page leads back to the advice, and looking at it changes nothing', async () => {
    const browser = await started(home);
    expect((await browser.get(`${home.at}/q/1`)).text).not.toContain('Read the advice again');

    await fill(browser, 1, { tick: ['2'] })
      .expect(303)
      .expect('location', `${home.at}/help?onward=q/2`);
    const before = await everything(home.db);

    for (const path of ['/q/1', '/q/2', '/q/5', '/q/2/skip', '/check', '/stop']) {
      const page = await browser.get(`${home.at}${path}`).expect(200);
      expect(page.text).toContain(`<a href="${home.at}/help">Read the advice again</a>`);
    }
    const help = await browser.get(`${home.at}/help?onward=q/2`).expect(200);
    expect(help.text).toContain(ADVICE);
    expect(help.text).toContain(`href="${home.at}/q/2"`);
    expect(await everything(home.db)).toBe(before);
  });

  test('PS-1: the thanks begin with the advice and its calls, and never say that there is nothing else to do', async () => {
    const browser = await started(home);
    await fillAll(browser, '4');
    await fill(browser, 1, { tick: ['2'] });
    await send(browser);

    const done = await browser.get(`${home.at}/done`).expect(200);
    const reopened = await request(home.app).get(`/go/${home.code}`).expect(200);

    for (const { text } of [done, reopened]) {
      expect(text).not.toMatch(/nothing else to do|working days/);
      expect(text.indexOf(ADVICE)).toBeGreaterThan(0);
      expect(text.indexOf('href="tel:999"')).toBeLessThan(text.indexOf('Answers sent</h2>'));
      expect(text.match(/<h1/g)).toHaveLength(1);
    }
  });

  test('PS-1: the link that is opened again, in another browser, begins with it', async () => {
    await fill(await started(home), 1, { tick: ['2'] });

    const page = await request(home.app).get(`/go/${home.code}`).expect(200);

    expect(page.text).toContain(ADVICE);
    expect(page.text).toContain('Carry on – question 2 of 5');
  });

  test.each([
    ['paused', { status: 'superseded' }],
    ['too late', { status: 'missed', closes_at: new Date(0) }],
  ])('a link that is not open any more (%s) begins with it, and so do the pages behind it', async (_why, change) => {
    const browser = await started(home);
    await fill(browser, 1, { tick: ['2'] });
    await home.db.updateTable('check_in').set(change).where('id', '=', home.checkIn.id).execute();

    for (const page of [await request(home.app).get(`/go/${home.code}`), await browser.get(`${home.at}/q/2`)]) {
      expect(page.status).toBe(404);
      expect(page.text.indexOf(ADVICE)).toBeGreaterThan(0);
      expect(page.text.indexOf(ADVICE)).toBeLessThan(page.text.indexOf('This link is not open</h2>'));
      expect(page.text.match(/<h1/g)).toHaveLength(1);
    }
  });

  test('that was taken back the advice stays: somebody has been told', async () => {
    const browser = await started(home);
    await fill(browser, 1, { tick: ['2'] });
    await fillAll(browser, '4');
    await send(browser);

    expect((await browser.get(`${home.at}/done`)).text).toContain(ADVICE);
  });

  test('of two kinds both stay, the more urgent first, whichever came first', async () => {
    const browser = await started(home);
    await fill(browser, 1, { tick: ['10'] });
    await fill(browser, 1, { tick: ['10', '2'] });

    const { text } = await browser.get(`${home.at}/help`).expect(200);

    expect(text.indexOf('emergency@')).toBeGreaterThan(0);
    expect(text.indexOf('emergency@')).toBeLessThan(text.indexOf('ring-today@'));
  });

  test('of two that are as urgent the one leads whose sign the form asks first, as it was kept', async () => {
    await askInstead(home, 'wound');
    await post(await started(home), 1, 'wound@1', { tick: ['4', '5'] }).expect(303);

    const { text } = await request(home.app).get(`/go/${home.code}`).expect(200);

    expect(text).toMatch(/clot@[^]*Is it hard to breathe[^]*infection@/);
    const shown = await home.db.selectFrom('text_shown').select('text').where('text', '!=', 'safety-net').execute();
    expect(shown).toEqual([{ text: 'clot' }, { text: 'infection' }]);
  });
});

test('without one, the thanks say what comes next', async () => {
  const browser = await started(home);
  await fillAll(browser, '4');
  await send(browser);

  expect((await browser.get(`${home.at}/done`)).text).toContain('You have nothing else to do until our next email');
  await browser.get(`${home.at}/help`).expect(404);
});

describe('a worrying answer on a page from before', () => {
  test('when the answers were sent: its help is shown, and somebody is told once', async () => {
    const browser = await started(home);
    await fillAll(browser, '4');
    await send(browser);
    home.nudges.length = 0;

    for (let press = 0; press < 3; press += 1)
      await fill(browser, 1, { tick: ['2'] })
        .expect(303)
        .expect('location', `${home.at}/help?late=1`);

    const page = await browser.get(`${home.at}/help?late=1`).expect(200);
    expect(page.text).toContain(ADVICE);
    expect(page.text).toContain('we are telling our staff that you gave it');
    expect(await signals()).toEqual([
      {
        rule: 'red-flag.bladder-change',
        key: `${home.checkIn.id}/red-flags/2/after-1/red-flag.bladder-change`,
      },
    ]);
    expect(home.nudges.filter((nudge) => nudge === 'escalation')).toHaveLength(1);
    expect(
      await home.db.selectFrom('answer').select('value').where('item', '=', '2').where('value', '=', 1).execute(),
    ).toEqual([]);
    expect((await browser.get(`${home.at}/done`)).text).toContain(ADVICE);
  });

  test('that was told already is not told twice', async () => {
    const browser = await started(home);
    await fillAll(browser, '4');
    await fill(browser, 1, { tick: ['2'] });
    await send(browser);
    const before = await signals();

    await fill(browser, 1, { tick: ['2'] }).expect(303);

    expect(await signals()).toEqual(before);
    expect(before).toHaveLength(1);
  });

  test.each([
    ['taken back', { status: 'cancelled' }],
    ['closed for long', { status: 'missed', closes_at: new Date(0), opens_at: new Date(-1) }],
  ])('of a check-in that was %s tells somebody, too', async (_case, change) => {
    const browser = await started(home);
    await home.db.updateTable('check_in').set(change).where('id', '=', home.checkIn.id).execute();

    const page = await fill(browser, 1, { tick: ['2'] })
      .redirects(1)
      .expect(200);

    expect(page.text).toContain(ADVICE);
    expect(await signals()).toHaveLength(1);
    expect(await home.db.selectFrom('escalation').select(['tier', 'status']).execute()).toEqual([
      { tier: 'now', status: 'open' },
    ]);
  });

  test('of an ended enrolment tells somebody, too', async () => {
    const browser = await started(home);
    await home.db.updateTable('enrolment').set({ status: 'ended' }).where('id', '=', home.enrolmentId).execute();

    const page = await fill(browser, 1, { tick: ['2'] })
      .redirects(1)
      .expect(200);

    expect(page.text).toContain(ADVICE);
    expect(await signals()).toHaveLength(1);
  });
});
