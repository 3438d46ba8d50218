import { DAY, HOUR } from '../../../../src/domain/words/time';
import { answersIn, type Browser, fill, type PatientAtHome, patientAtHome, started, step } from '../patient-at-home';

let home: PatientAtHome;
let browser: Browser;
beforeEach(async () => {
  home = await patientAtHome();
});
afterEach(() => home.close());

/** A clinician has recorded it; the next step has taken it in. */
async function known(rule: string, days: number): Promise<void> {
  const { store, deps, enrolmentId } = home;
  await store.transact(store.db, async (tx) => {
    const locked = await store.facts.lockEnrolment(tx, deps.rules, enrolmentId);
    const data = { rule, until: locked.now + days * DAY, reason: 'Foot drop since the operation in 2019.' };
    await store.facts.recordFact(tx, locked, { type: 'flag.known', data, recordedBy: 'staff' });
  });
  await step(home);
  home.nudges.length = 0;
  browser = await started(home);
}

const raised = () => home.db.selectFrom('escalation').select(['tier', 'class']).orderBy('tier').execute();
const status = async () => (await home.db.selectFrom('enrolment').select('status').executeTakeFirstOrThrow()).status;
const valueOf = async (item: string) => (await answersIn(home)).find((answer) => answer.item === item)?.value;

describe('the line of a sign that a clinician has recorded as known', () => {
  beforeEach(() => known('red-flag.progressive-weakness', 90));

  test('has two ticks, as usual and worse; the others have one', async () => {
    const page = await browser.get(`${home.at}/q/1`).expect(200);

    expect(page.text).toMatch(/<legend>A leg or foot getting weaker[^<]*<\/legend>/);
    expect(page.text).toContain('id="usual-6" value="6"><span>As usual for me</span>');
    expect(page.text).toContain('id="tick-6" value="6"><span>Worse than usual</span>');
    expect(page.text.match(/name="usual"/g)).toHaveLength(1);
    expect(page.text.match(/name="tick"/g)).toHaveLength(11);
  });

  test('as usual is for today: the page to ring, an escalation, and no message is held', async () => {
    const page = await fill(browser, 1, { usual: '6' }).redirects(1).expect(200);

    expect(page.text).toContain('ring-today@');
    expect(page.text).not.toContain('emergency@');
    expect(await raised()).toEqual([{ tier: 'today', class: 'spine' }]);
    expect(await valueOf('6')).toBe(2);
    expect(await status()).toBe('active');
    expect(await home.db.selectFrom('event').select('data').where('type', '=', 'safety.signalled').execute()).toEqual([
      { data: expect.objectContaining({ rule: 'red-flag.progressive-weakness', tier: 'today' }) },
    ]);
  });

  test('worse is for now, with the page of the sign itself', async () => {
    const page = await fill(browser, 1, { tick: '6' }).redirects(1).expect(200);

    expect(page.text).toContain('emergency@');
    expect(await raised()).toEqual([{ tier: 'now', class: 'spine' }]);
    expect(await valueOf('6')).toBe(1);
    expect(await status()).toBe('held');
  });

  test('with both ticks is worse: nobody is kept from help by a question back', async () => {
    await fill(browser, 1, { usual: '6', tick: '6' }).redirects(1).expect(200);

    expect(await raised()).toEqual([{ tier: 'now', class: 'spine' }]);
  });

  test('shows what was ticked when going back, and says it on the page before sending', async () => {
    await fill(browser, 1, { usual: '6' }).redirects(1).expect(200);

    const back = await browser.get(`${home.at}/q/1`).expect(200);
    const check = await browser.get(`${home.at}/check`).expect(200);

    expect(back.text).toContain('id="usual-6" value="6" checked');
    expect(back.text.match(/ checked/g)).toHaveLength(1);
    expect(check.text).toContain('tripping and falling because of it – As usual for me');
  });

  test('with "none of these" beside it is asked back, and the tick is kept', async () => {
    await fill(browser, 1, { usual: '6', none: '1' }).expect(422);

    const page = await browser.get(`${home.at}/q/1?fault=both`).expect(200);
    expect(page.text).toContain('id="usual-6" value="6" checked');
    expect(await raised()).toEqual([]);
  });

  test('does not make another sign known', async () => {
    await fill(browser, 1, { tick: ['7'], usual: '6' })
      .redirects(1)
      .expect(200);

    expect(await raised()).toEqual([
      { tier: 'now', class: 'infection' },
      { tier: 'today', class: 'spine' },
    ]);
  });
});

describe('a known sign that has run out', () => {
  beforeEach(async () => {
    await known('red-flag.progressive-weakness', 1);
  });

  test('is asked about as new again', async () => {
    await home.passTo(home.checkIn.opensAt + HOUR + 2 * DAY);
    browser = await started(home);

    expect((await browser.get(`${home.at}/q/1`).expect(200)).text).not.toContain('name="usual"');
    await fill(browser, 1, { tick: '6' }).redirects(1).expect(200);
    expect(await raised()).toEqual([{ tier: 'now', class: 'spine' }]);
  });

  test('while its page was open is taken, and judged as new', async () => {
    expect((await browser.get(`${home.at}/q/1`).expect(200)).text).toContain('name="usual"');
    await home.passTo(home.checkIn.opensAt + 2 * HOUR + DAY);

    const page = await fill(browser, 1, { usual: '6' }).redirects(1).expect(200);

    expect(page.text).toContain('emergency@');
    expect(await raised()).toEqual([{ tier: 'now', class: 'spine' }]);
    expect(await valueOf('6')).toBe(2);
  });
});

test('a sign of cauda equina has no "as usual", whatever is posted', async () => {
  browser = await started(home);

  for (const item of ['1', '2', '3', '4']) await fill(browser, 1, { usual: item }).expect(422);
  expect(await answersIn(home)).toEqual([]);
});

test('"as usual" about both legs, which nobody has recorded as known, is judged as new', async () => {
  browser = await started(home);

  await fill(browser, 1, { usual: '5' }).redirects(1).expect(200);

  expect(await raised()).toEqual([{ tier: 'now', class: 'spine' }]);
});

test('with the database away the known sign still has its own page', async () => {
  let away = false;
  await home.close();
  home = await patientAtHome({}, (deps) => ({
    ...deps,
    store: {
      ...deps.store,
      transact: (db, work) =>
        away ? Promise.reject(new Error('Connection terminated')) : deps.store.transact(db, work),
    },
  }));
  await known('red-flag.progressive-weakness', 90);
  await browser.get(`${home.at}/q/1`).expect(200);
  away = true;

  expect((await fill(browser, 1, { usual: '6' }).expect(503)).text).toContain('ring-today@');
  expect((await fill(browser, 1, { tick: '6' }).expect(503)).text).toContain('emergency@');
});

test.each([
  ['spine', '6', 'held'],
  ['infection', '8', 'held'],
  ['spine, for today', '9', 'active'],
  ['spine, for today', '11', 'active'],
])('a sign of the class %s (line %s) leaves the patient %s', async (_class, item, after) => {
  browser = await started(home);

  await fill(browser, 1, { tick: item }).redirects(1).expect(200);

  expect(await status()).toBe(after);
});
