import request from 'supertest';
import { everything, fill, type PatientAtHome, patientAtHome, started } from './patient-at-home';

let home: PatientAtHome;
beforeAll(async () => {
  home = await patientAtHome();
});
afterAll(() => home.close());

const peg = 'peg@1/1';
const flags = 'red-flags@2';

test.each<[string, number, Record<string, string | string[]>, string]>([
  ['nothing chosen', 2, { question: peg }, 'Choose a number from 0 to 10, or skip.'],
  ['above the scale', 2, { question: peg, answer: '11' }, 'Choose a number from 0 to 10, or skip.'],
  ['below the scale', 2, { question: peg, answer: '-1' }, 'Choose a number from 0 to 10, or skip.'],
  ['half a point', 2, { question: peg, answer: '7.5' }, 'Choose a number from 0 to 10, or skip.'],
  ['a word', 2, { question: peg, answer: 'seven' }, 'Choose a number from 0 to 10, or skip.'],
  ['an exponent', 2, { question: peg, answer: '1e1' }, 'Choose a number from 0 to 10, or skip.'],
  ['two answers', 2, { question: peg, answer: ['1', '2'] }, 'Choose a number from 0 to 10, or skip.'],
  ['another question', 2, { question: 'peg@1/2', answer: '3' }, 'The question has changed'],
  ['another version', 2, { question: 'peg@2/1', answer: '3' }, 'The question has changed'],
  ['an item of another instrument', 2, { question: 'phq-9@1/1', answer: '3' }, 'The question has changed'],
  ['no question', 2, { answer: '3' }, 'The question has changed'],
  ['a field nobody asked for', 2, { question: peg, answer: '3', late: 'false' }, 'we did not ask for'],
  ['a field of the prototype', 2, { question: peg, answer: '3', __proto__x: '1' }, 'we did not ask for'],
  ['neither a tick nor none', 1, { question: flags }, 'Tick what is true for you, or tick “None of these, today”'],
  ['a tick of another list', 1, { question: flags, tick: '24' }, 'we did not ask for'],
  ['a tick that is no id', 1, { question: flags, tick: '__proto__' }, 'we did not ask for'],
  ['an untrue none', 1, { question: flags, none: 'yes' }, 'we did not ask for'],
  ['an answer field on a list', 1, { question: flags, answer: '1' }, 'we did not ask for'],
])('%s is refused in plain words and changes nothing', async (_case, n, fields, sentence) => {
  const browser = await started(home);
  const before = await everything(home.db);

  const page = await browser.post(`${home.at}/q/${n}`).type('form').send(fields).redirects(1);

  expect(page.text).toContain('<title>Error: Question');
  expect(page.text).toContain('There is a problem');
  expect(page.text.match(new RegExp(sentence.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'g'))).toHaveLength(2);
  const field = /href="#([\w-]+)">(?!Skip)/.exec(page.text.slice(page.text.indexOf('summary-heading')))?.[1] ?? '';
  expect(page.text).toContain(`id="${field}"`);
  expect(await everything(home.db)).toBe(before);
});

test('a worrying tick beside "none" shows its help first, then asks back with the ticks as they were', async () => {
  const browser = await started(home);
  const before = await everything(home.db);

  const help = await fill(browser, 1, { tick: ['10'], none: '1' }).expect(422);
  expect(help.text).toContain('Please ring us today');
  expect(help.text).toContain('nobody has been told');
  expect(help.text).toContain('You ticked “None of these, today” and something else');
  expect(help.text).toContain(`href="${home.at}/q/1?fault=both"`);
  expect(await everything(home.db)).toBe(before);

  const page = await browser.get(`${home.at}/q/1?fault=both`).expect(200);

  expect(page.text.match(/checked/g)).toHaveLength(2);
});

test.each([
  ['a page after the last', '/q/6'],
  ['page zero', '/q/0'],
  ['a page that is no number', '/q/one'],
])('%s does not exist', async (_case, path) => {
  const browser = await started(home);
  const before = await everything(home.db);

  await browser.get(`${home.at}${path}`).expect(404);
  await browser.post(`${home.at}${path}`).type('form').send({ question: peg, answer: '1' }).expect(404);

  expect(await everything(home.db)).toBe(before);
});

test.each<[string, Record<string, string>]>([
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['a sister host', { 'sec-fetch-site': 'same-site' }],
  ['another origin', { origin: 'https://evil.test' }],
  ['a hidden origin', { origin: 'null' }],
])('a form of %s saves nothing', async (_case, headers) => {
  const browser = await started(home);
  const before = await everything(home.db);

  for (const path of [`${home.at}/q/2`, `${home.at}/q/2/skip`, `${home.at}/check`]) {
    await browser.post(path).set(headers).type('form').send({ question: peg, answer: '3' }).expect(403);
  }

  expect(await everything(home.db)).toBe(before);
});

test('Start is refused to another site, and works from a page without referrer', async () => {
  await request(home.app)
    .post(`/go/${home.code}`)
    .set('sec-fetch-site', 'cross-site')
    .type('form')
    .send({})
    .expect(403);
  await request(home.app).post(`/go/${home.code}`).set('origin', 'null').type('form').send({}).expect(303);
});

test.each([['text/plain'], ['application/json'], ['multipart/form-data']])(
  'a body of %s is no answer',
  async (type) => {
    const browser = await started(home);
    const before = await everything(home.db);

    await browser
      .post(`${home.at}/q/2`)
      .set('content-type', type)
      .send(JSON.stringify({ question: peg, answer: '3' }))
      .expect(303)
      .expect('location', `${home.at}/q/2?fault=other-question`);

    expect(await everything(home.db)).toBe(before);
  },
);

test('a body that is too large is refused in words', async () => {
  const browser = await started(home);

  const page = await fill(browser, 2, { answer: '3'.repeat(9000) }).expect(413);

  expect(page.text).toContain('nothing was saved');
});

test.each([
  ['no cookie', undefined],
  ['a made-up cookie', 'check_in=c2F5IGZyaWVuZA'],
])('%s opens nothing', async (_case, cookie) => {
  const before = await everything(home.db);

  for (const path of [
    home.at,
    `${home.at}/q/1`,
    `${home.at}/q/1/skip`,
    `${home.at}/check`,
    `${home.at}/done`,
    `${home.at}/help/emergency`,
  ]) {
    const page = await request(home.app)
      .get(path)
      .set('cookie', cookie ?? '')
      .expect(403);
    expect(page.text).toContain('Open the link in your message and press Start');
  }
  for (const path of [`${home.at}/q/2`, `${home.at}/q/2/skip`, `${home.at}/check`]) {
    await request(home.app)
      .post(path)
      .set('cookie', cookie ?? '')
      .type('form')
      .send({ question: peg, answer: '3' })
      .expect(403);
  }

  expect(await everything(home.db)).toBe(before);
});

test('a session older than a day is over, and the link opens the form again', async () => {
  const browser = await started(home);
  await fill(browser, 2, { answer: '4' }).expect(303);
  await home.db
    .updateTable('patient_session')
    .set({ expires_at: new Date(Date.now() - 1) })
    .execute();

  await browser.get(`${home.at}/q/2`).expect(403);
  await fill(browser, 2, { answer: '5' }).expect(403);

  await (await started(home)).get(home.at).expect(303);
});
