import request from 'supertest';
import { answersIn, fill, fillAll, type PatientAtHome, patientAtHome, started } from './patient-at-home';

let home: PatientAtHome;
beforeEach(async () => {
  home = await patientAtHome();
});
afterEach(() => home.close());

test('a patient goes from the link to the thanks by plain forms', async () => {
  const browser = Object.assign(request.agent(home.app), { at: home.at });

  const today = await browser.get(`/go/${home.code}`).expect(200);
  expect(today.text).toContain('5 pages, about 2 minutes');
  await browser.post(`/go/${home.code}`).type('form').send({}).expect(303).expect('location', home.at);
  await browser.get(home.at).expect(303).expect('location', `${home.at}/q/1`);
  expect((await browser.get(`${home.at}/q/1`)).text).toContain('Question 1 of 5');
  await fill(browser, 1, { none: '1' }).expect(303).expect('location', `${home.at}/q/2`);
  await fill(browser, 2, { answer: '7' }).expect(303).expect('location', `${home.at}/q/3`);
  await fill(browser, 3, { answer: '8' }).expect(303).expect('location', `${home.at}/q/4`);
  await fill(browser, 4, { answer: '6' }).expect(303).expect('location', `${home.at}/q/5`);
  await fill(browser, 5, { tick: ['1', '4', '22'] })
    .expect(303)
    .expect('location', `${home.at}/check`);
  const check = await browser.get(`${home.at}/check`).expect(200);
  expect(check.text).toContain('None of these, today');
  await browser.post(`${home.at}/check`).type('form').send({}).expect(303).expect('location', `${home.at}/done`);
  const done = await browser.get(`${home.at}/done`).expect(200);

  expect(done.text).toContain('Answers sent');
  const scores = await home.db.selectFrom('score').select(['score', 'value', 'raw']).orderBy('score').execute();
  expect(scores).toEqual([
    { score: 'nrs', value: 7, raw: 7 },
    { score: 'peg', value: 7, raw: 21 },
    { score: 'rmdq-24', value: 3, raw: 3 },
  ]);
});

test('sending records the fact, closes the check-in and withholds its reminders', async () => {
  const browser = await started(home);
  await fillAll(browser, '5');

  await browser.post(`${home.at}/check`).type('form').send({}).expect(303);

  const checkIn = await home.db
    .selectFrom('check_in')
    .selectAll()
    .where('id', '=', home.checkIn.id)
    .executeTakeFirstOrThrow();
  expect(checkIn).toMatchObject({ status: 'answered', sent_at: checkIn.closed_at });
  const fact = await home.db
    .selectFrom('event')
    .select(['data', 'recorded_by'])
    .where('type', '=', 'check-in.answered')
    .executeTakeFirstOrThrow();
  expect(fact.recorded_by).toBe('patient');
  expect(fact.data).toEqual({
    checkIn: home.checkIn.key,
    late: false,
    forms: ['red-flags', 'peg', 'rmdq-24'],
    scores: [
      { score: 'peg', value: 5, raw: 15 },
      { score: 'nrs', value: 5, raw: 5 },
      { score: 'rmdq-24', value: 0, raw: 0 },
    ],
  });
  const messages = await home.db
    .selectFrom('message')
    .select(['state', 'reason'])
    .where('check_in_id', '=', home.checkIn.id)
    .execute();
  expect(messages.length).toBeGreaterThan(1);
  expect(new Set(messages.map(({ state, reason }) => `${state} ${reason ?? ''}`))).toEqual(
    new Set(['withheld answered']),
  );
});

test('PR-8: the page before sending calls signs signs, says out of how many, and leads to the advice of what is ticked', async () => {
  const browser = await started(home);
  await fillAll(browser, '6');
  const without = (await browser.get(`${home.at}/check`).expect(200)).text;
  await fill(browser, 1, { tick: ['2'] }).expect(303);
  const { text } = await browser.get(`${home.at}/check`).expect(200);

  for (const page of [without, text]) {
    expect(page).toContain('<dt>New or worse signs</dt>');
    expect(page).not.toContain('Before we start');
    expect(page.match(/<span class="line">6 of 10<\/span>/g)).toHaveLength(3);
  }
  expect(without).not.toContain('Read the advice again');
  expect(text).toContain(`<a href="${home.at}/help">Read the advice again</a>`);
});

test('PF-g: pressing Send twice sends once', async () => {
  const browser = await started(home);
  await fillAll(browser, '5');

  const presses = await Promise.all([1, 2, 3].map(() => browser.post(`${home.at}/check`).type('form').send({})));

  expect(presses.map(({ status, headers }) => `${status} ${String(headers.location)}`)).toEqual(
    Array(3).fill(`303 ${home.at}/done`),
  );
  expect(await home.db.selectFrom('event').selectAll().where('type', '=', 'check-in.answered').execute()).toHaveLength(
    1,
  );
  await fill(browser, 2, { answer: '1' }).expect(303).expect('location', `${home.at}/done`);
  expect(await answersIn(home)).toContainEqual({ instrument: 'peg', item: '1', revision: 1, value: 5, late: false });
});

test('Send leads to the first question that is neither answered nor skipped', async () => {
  const browser = await started(home);
  await fill(browser, 1, { none: '1' });

  await browser.post(`${home.at}/check`).type('form').send({}).expect(303).expect('location', `${home.at}/q/2`);

  expect(await home.db.selectFrom('event').selectAll().where('type', '=', 'check-in.answered').execute()).toHaveLength(
    0,
  );
});

test('a skip is asked back, stored as a skip, and gives no score', async () => {
  const browser = await started(home);
  await fill(browser, 1, { none: '1' });
  await fill(browser, 2, { answer: '7' });

  const question = await browser.get(`${home.at}/q/3`);
  expect(question.text).toContain(`href="${home.at}/q/3/skip"`);
  const asked = await browser.get(`${home.at}/q/3/skip`).expect(200);
  expect(asked.text).toContain('Go back and answer');
  expect(await answersIn(home)).toHaveLength(12);
  await browser
    .post(`${home.at}/q/3/skip`)
    .type('form')
    .send({ question: 'peg@1/2' })
    .expect(303)
    .expect('location', `${home.at}/q/4`);
  await fill(browser, 4, { answer: '2' });
  await browser
    .post(`${home.at}/q/5/skip`)
    .type('form')
    .send({ question: 'rmdq-24@1' })
    .expect('location', `${home.at}/check`);
  const check = await browser.get(`${home.at}/check`);
  await browser.post(`${home.at}/check`).type('form').send({}).expect('location', `${home.at}/done`);

  expect(check.text).toContain('Skipped');
  expect(await answersIn(home)).toContainEqual({ instrument: 'peg', item: '2', revision: 1, value: null, late: false });
  expect(await home.db.selectFrom('score').select('score').execute()).toEqual([{ score: 'nrs' }]);
});

test('a changed answer is a new revision and the score follows it', async () => {
  const browser = await started(home);
  for (const n of [2, 3, 4]) await fill(browser, n, { answer: '5' });

  await browser
    .post(`${home.at}/q/2?from=check`)
    .type('form')
    .send({ question: 'peg@1/1', answer: '8' })
    .expect('location', `${home.at}/check`);
  expect(await home.db.selectFrom('score').select(['score', 'raw']).orderBy('score').execute()).toEqual([
    { score: 'nrs', raw: 8 },
    { score: 'peg', raw: 18 },
  ]);
  await browser.post(`${home.at}/q/2/skip`).type('form').send({ question: 'peg@1/1' }).expect(303);

  const revisions = (await answersIn(home)).filter(({ item, instrument }) => instrument === 'peg' && item === '1');
  expect(revisions.map(({ value }) => value)).toEqual([5, 8, null]);
  expect(await home.db.selectFrom('score').select('score').execute()).toEqual([]);
});

test('PF-g: the same answer again is no new row', async () => {
  const browser = await started(home);

  await Promise.all(Array.from({ length: 10 }, () => fill(browser, 2, { answer: '7' }).expect(303)));

  expect(await answersIn(home)).toEqual([{ instrument: 'peg', item: '1', revision: 1, value: 7, late: false }]);
});

test('going back shows what was typed, in the session that typed it alone', async () => {
  const mine = await started(home);
  await fill(mine, 5, { tick: ['1'] });
  await fill(mine, 2, { answer: '7' });
  const other = await started(home);

  const back = await mine.get(`${home.at}/q/2`);
  const list = await mine.get(`${home.at}/q/5`);
  const elsewhere = await Promise.all([5, 2].map((n) => other.get(`${home.at}/q/${n}`)));
  const check = await other.get(`${home.at}/check`);

  expect(back.text).toMatch(/value="7" checked/);
  expect(back.text.match(/checked/g)).toHaveLength(1);
  expect(list.text).toMatch(/id="tick-1" value="1" checked/);
  for (const page of elsewhere) {
    expect(page.text).not.toContain('checked');
    expect(page.text).toContain('You have answered this question before');
  }
  expect(check.text).toContain('Answered earlier');
  expect(check.text).not.toContain('I stay at home');
  await other.get(home.at).expect('location', `${home.at}/q/1`);
});

test('the link says where a second device carries on', async () => {
  const first = await started(home);
  await fill(first, 1, { none: '1' });

  const today = await request(home.app).get(`/go/${home.code}`).expect(200);

  expect(today.text).toContain('Carry on – question 2 of 5');
});

test('PF-g: two devices save to one form', async () => {
  const [one, two] = [await started(home), await started(home)];

  await Promise.all([
    fill(one, 1, { none: '1' }),
    fill(two, 2, { answer: '3' }),
    fill(one, 3, { answer: '4' }),
    fill(two, 4, { answer: '5' }),
    fill(one, 5, { none: '1' }),
  ]);
  await two.post(`${home.at}/check`).type('form').send({}).expect('location', `${home.at}/done`);

  await one.get(home.at).expect(303).expect('location', `${home.at}/done`);
  expect(await home.db.selectFrom('score').select(['score', 'raw']).where('score', '=', 'peg').execute()).toEqual([
    { score: 'peg', raw: 12 },
  ]);
});
