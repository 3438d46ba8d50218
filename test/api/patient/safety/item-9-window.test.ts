import request from 'supertest';
import { HOUR } from '../../../../src/domain/words/time';
import { answersIn, everything, linkTo, type PatientAtHome, started, step } from '../patient-at-home';
import { noFlags, post, send, visitsOf } from '../visits';

let visits: Awaited<ReturnType<typeof visitsOf>>;
let home: PatientAtHome;
afterEach(() => home.close());

async function begin(...how: Parameters<typeof visitsOf>): Promise<void> {
  visits = await visitsOf(...how);
  home = visits.home;
}

describe('at night', () => {
  test('the PHQ-9 is not shown, the rest is sent, and it is asked at the next opening', async () => {
    await begin(['red-flags', 'phq-9']);
    await visits.comeAt('23:10');
    const browser = await started(home);

    await noFlags(browser).expect(303).expect('location', `${home.at}/check`);
    await browser.get(`${home.at}/q/2`).expect(303).expect('location', `${home.at}/check`);
    await browser.get(`${home.at}/q/10/skip`).expect(303).expect('location', `${home.at}/check`);
    const check = await browser.get(`${home.at}/check`).expect(200);
    expect(check.text).toContain('nobody is here to read what you answer');
    expect(check.text).toContain(`href="${home.at}/help/crisis"`);
    expect(check.text).not.toContain('better off dead');
    expect((await browser.get(`${home.at}/help/crisis`).expect(200)).text).toContain('116 123');
    await send(browser).expect(303).expect('location', `${home.at}/done`);
    await step(home);

    expect(await visits.facts('form.deferred')).toEqual([{ data: { checkIn: home.checkIn.key, forms: ['phq-9'] } }]);
    expect(await visits.facts('check-in.answered')).toEqual([
      { data: { checkIn: home.checkIn.key, scores: [], late: false, forms: ['red-flags'], deferred: ['phq-9'] } },
    ]);
    const opening = visits.at('09:00', 1);
    expect(await visits.putOff()).toEqual([
      expect.objectContaining({ ask: ['phq-9'], opens_at: opening, closes_at: opening + 8 * HOUR, status: 'planned' }),
    ]);
    const mails = await home.db
      .selectFrom('message')
      .select(['role', 'state', 'due_at', 'expires_at'])
      .where('check_in_id', '=', (await visits.putOff())[0]?.id ?? '')
      .execute();
    expect(mails).toEqual([{ role: 'invite', state: 'planned', due_at: opening, expires_at: opening + 7 * HOUR }]);
  });

  test('what was put off is answered by its own link in the morning, and needs no call', async () => {
    await begin(['red-flags', 'phq-9']);
    await visits.comeAt('23:10');
    const night = await started(home);
    await noFlags(night);
    await send(night);
    await step(home);
    await visits.comeAt('09:30', 1);
    await step(home);
    const [later] = await visits.putOff();
    home.code = await linkTo(home.store, later?.id ?? '');
    const today = await request(home.app).get(`/go/${home.code}`).expect(200);
    const morning = await started(home);

    expect(today.text).toContain('9 pages');
    expect((await morning.get(`${morning.at}/q/1`).expect(200)).text).toContain('Question 1 of 9');
    for (const item of [1, 2, 3, 4, 5, 6, 7, 8, 9]) await post(morning, item, `phq-9@1/${item}`, { answer: 0 });
    await send(morning).expect('location', `${morning.at}/done`);
    await step(home);
    await visits.comeAt('16:30', 1);
    await step(home);

    expect((await visits.putOff())[0]?.status).toBe('answered');
    expect(await visits.rebuilt()).toEqual(await visits.snapshot());
    expect(await visits.tasks('deferred-call')).toEqual([]);
    expect(await home.db.selectFrom('score').select(['score', 'value']).execute()).toContainEqual({
      score: 'phq-9',
      value: 0,
    });
  });

  test('what was put off and not done by the end of that window is a call on the same staffed day', async () => {
    await begin(['red-flags', 'phq-9']);
    await visits.comeAt('23:10');
    const browser = await started(home);
    await noFlags(browser);
    await send(browser);
    await step(home);

    await visits.comeAt('15:59', 1);
    await step(home);
    expect(await visits.tasks('deferred-call')).toEqual([]);
    const end = await visits.comeAt('16:00', 1);
    await step(home);

    expect(await visits.tasks('deferred-call')).toEqual([{ status: 'open', due_at: end + HOUR }]);
    expect(await visits.rebuilt()).toEqual(await visits.snapshot());
  });

  test('the answer before it is kept and the form put off, though nothing is ever sent', async () => {
    await begin(['red-flags', 'phq-9', 'gad-7']);
    await visits.comeAt('23:10');
    const browser = await started(home);

    await noFlags(browser).expect('location', `${home.at}/q/11`);
    expect((await browser.get(`${home.at}/q/11`).expect(200)).text).toContain('Question 2 of 8');
    await post(browser, 11, 'gad-7@1/1', { answer: 1 });

    expect(await visits.facts('form.deferred')).toHaveLength(1);
    expect(home.nudges).toEqual(['enrolment form.deferred']);
  });

  test('a short form that flags goes on into nothing, and the long one is put off', async () => {
    await begin(['phq-2']);
    await visits.comeAt('23:10');
    const browser = await started(home);

    await post(browser, 1, 'phq-2@1/1', { answer: 3 });
    await post(browser, 2, 'phq-2@1/2', { answer: 3 }).expect('location', `${home.at}/check`);
    await send(browser).expect('location', `${home.at}/done`);
    await step(home);

    expect(await visits.facts('check-in.answered')).toEqual([
      {
        data: {
          checkIn: home.checkIn.key,
          scores: [{ score: 'phq-2', value: 6, raw: 6 }],
          late: false,
          forms: ['phq-2'],
          deferred: ['phq-9'],
        },
      },
    ]);
    expect((await visits.putOff())[0]?.ask).toEqual(['phq-9']);
    expect(await visits.tasks('ask-left-blank')).toEqual([]);
  });

  test('a check-in of nothing else says when it comes, and one press is the answer', async () => {
    await begin(['phq-9']);
    await visits.comeAt('23:10');
    const today = await request(home.app).get(`/go/${home.code}`).expect(200);
    const browser = await started(home);
    const check = await browser.get(home.at).redirects(1).expect(200);

    expect(today.text).toContain('These questions come later');
    expect(check.text).toContain('Ask me then');
    expect(await visits.facts('form.deferred')).toHaveLength(1);
    await send(browser).expect('location', `${home.at}/done`);
    expect(await visits.facts('check-in.answered')).toEqual([
      { data: { checkIn: home.checkIn.key, scores: [], late: false, forms: [], deferred: ['phq-9'] } },
    ]);
  });

  test('looking at pages writes nothing', async () => {
    await begin(['red-flags', 'phq-9']);
    await visits.comeAt('23:10');
    const browser = await started(home);
    await noFlags(browser);
    const before = await everything(home.db);

    for (const page of [home.at, `${home.at}/q/2`, `${home.at}/q/10`, `${home.at}/check`]) await browser.get(page);
    await request(home.app).get(`/go/${home.code}`).expect(200);

    expect(await everything(home.db)).toBe(before);
  });

  test('an answer is saved even when the core cannot take in that a form was put off', async () => {
    await begin(['red-flags', 'phq-9'], (deps) => {
      const recordFact = () => Promise.reject(new Error('a defect of the core'));
      return { ...deps, store: { ...deps.store, facts: { ...deps.store.facts, recordFact } } };
    });
    await visits.comeAt('23:10');
    const browser = await started(home);

    await post(browser, 1, 'red-flags@2', { tick: ['2'] })
      .redirects(1)
      .expect(200);

    expect(await answersIn(home)).toContainEqual(expect.objectContaining({ item: '2', value: 1 }));
    expect(home.nudges).toEqual(['escalation', 'dispatch urgent']);
  });
});

describe('a page that was shown', () => {
  test('is taken after the window has closed, and stays; one that was not shown is not shown any more', async () => {
    await begin(['red-flags', 'phq-9']);
    await visits.comeAt('15:59');
    const browser = await started(home);
    await noFlags(browser).expect('location', `${home.at}/q/2`);
    await browser.get(`${home.at}/q/10`).expect(200);
    await visits.comeAt('16:05');

    await browser.get(`${home.at}/q/2`).expect(303).expect('location', `${home.at}/q/10`);
    expect((await browser.get(`${home.at}/q/10`).expect(200)).text).toContain('better off dead');
    const help = await post(browser, 10, 'phq-9@1/9', { answer: 1 }).redirects(1).expect(200);

    expect(help.text).toContain('You do not have to carry this alone');
    // No safety question is left in it: the rest of the form is shown at any hour.
    await browser.get(`${home.at}/q/2`).expect(200);
  });

  test('is taken also when the form was put off meanwhile', async () => {
    await begin(['red-flags', 'phq-9']);
    await visits.comeAt('15:59');
    const browser = await started(home);
    await noFlags(browser);
    await browser.get(`${home.at}/q/2`).expect(200);
    await visits.comeAt('16:05');
    await post(browser, 2, 'phq-9@1/1', { answer: 2 }).expect('location', `${home.at}/check`);

    expect(await visits.facts('form.deferred')).toHaveLength(1);
    await post(browser, 10, 'phq-9@1/9', { answer: 2 }).redirects(1).expect(200);
    expect(await home.db.selectFrom('escalation_signal').select('rule').execute()).toEqual([{ rule: 'phq-9.item-9' }]);
  });

  test('in another session is not shown there outside the window', async () => {
    await begin(['red-flags', 'phq-9']);
    await visits.comeAt('15:59');
    const mine = await started(home);
    await noFlags(mine);
    await mine.get(`${home.at}/q/10`).expect(200);
    await visits.comeAt('20:00');
    const other = await started(home);

    await other.get(`${home.at}/q/10`).expect(303).expect('location', `${home.at}/check`);
    await mine.get(`${home.at}/q/10`).expect(200);
  });
});
