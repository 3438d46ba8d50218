import { DAY, HOUR } from '../../../src/domain/words/time';
import { answersIn, fill, fillAll, linkTo, type PatientAtHome, patientAtHome, started } from './patient-at-home';
import request from 'supertest';

let home: PatientAtHome;
beforeEach(async () => {
  home = await patientAtHome();
});
afterEach(() => home.close());

const checkIn = () =>
  home.db.selectFrom('check_in').selectAll().where('id', '=', home.checkIn.id).executeTakeFirstOrThrow();
const nrs = () => home.db.selectFrom('score').select(['raw', 'at']).where('score', '=', 'nrs').executeTakeFirst();

test('a late answer is kept and marked late', async () => {
  await home.passTo(home.checkIn.closesAt + 3 * DAY);
  await home.db
    .updateTable('check_in')
    .set({ status: 'missed', closed_at: new Date(home.checkIn.closesAt) })
    .where('id', '=', home.checkIn.id)
    .execute();

  const today = await request(home.app).get(`/go/${home.code}`).expect(200);
  const browser = await started(home);
  await fillAll(browser, '6');
  await browser.post(`${home.at}/check`).type('form').send({}).expect('location', `${home.at}/done`);

  expect(today.text).toContain('Your answers still help');
  expect((await answersIn(home)).every(({ late }) => late)).toBe(true);
  const fact = await home.db
    .selectFrom('event')
    .select('data')
    .where('type', '=', 'check-in.answered')
    .executeTakeFirstOrThrow();
  expect(fact.data).toMatchObject({ checkIn: home.checkIn.key, late: true });
  expect(await checkIn()).toMatchObject({ status: 'missed', closed_at: home.checkIn.closesAt });
  expect((await checkIn()).sent_at).toBeGreaterThan(home.checkIn.closesAt);
});

test('fourteen days after the close the questions are closed', async () => {
  const browser = await started(home);
  await home.passTo(home.checkIn.closesAt + 14 * DAY - HOUR);
  await fill(browser, 2, { answer: '1' }).expect(303);

  await home.passTo(home.checkIn.closesAt + 14 * DAY + HOUR);

  await fill(browser, 3, { answer: '1' }).expect(303).expect('location', home.at);
  await request(home.app).get(`/go/${home.code}`).expect(404);
  expect(await answersIn(home)).toHaveLength(1);
});

test('a late warning sign escalates like any other', async () => {
  await home.passTo(home.checkIn.closesAt + DAY);
  const browser = await started(home);

  await fill(browser, 1, { tick: ['3'] })
    .redirects(1)
    .expect(200);

  expect(await home.db.selectFrom('escalation').selectAll().execute()).toHaveLength(1);
});

test('before the engine has looked, a late change leaves the score that was there at the close', async () => {
  const browser = await started(home);
  await fill(browser, 2, { answer: '7' }).expect(303);
  await home.passTo(home.checkIn.closesAt + DAY);

  await fill(browser, 2, { answer: '2' }).expect(303);
  expect(await nrs()).toMatchObject({ raw: 7 });
  await fill(browser, 1, { none: '1' });
  for (const n of [3, 4]) await fill(browser, n, { answer: '2' });
  await fill(browser, 5, { none: '1' });
  await browser.post(`${home.at}/check`).type('form').send({}).expect('location', `${home.at}/done`);

  expect(await nrs()).toMatchObject({ raw: 2 });
  const { observed } = await home.db
    .selectFrom('event')
    .select('observed')
    .where('type', '=', 'check-in.answered')
    .executeTakeFirstOrThrow();
  expect(observed.find((seen) => seen.checkIn === home.checkIn.key)?.scores).toEqual([
    { score: 'nrs', value: 7, raw: 7 },
  ]);
});

test('the link of a reminder opens the same form', async () => {
  const browser = await started(home);
  await fill(browser, 1, { none: '1' });

  const reminder = await linkTo(home.store, home.checkIn.id);

  expect((await request(home.app).get(`/go/${reminder}`).expect(200)).text).toContain('Carry on – question 2 of 5');
});
