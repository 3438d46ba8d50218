import request from 'supertest';
import { DAY, HOUR } from '../../../../src/domain/words/time';
import { fillAll, linkTo, type PatientAtHome, patientAtHome, started } from '../patient-at-home';
import { stoppingAt } from './stopping';

let home: PatientAtHome;
let at: ReturnType<typeof stoppingAt>;
beforeEach(async () => {
  home = await patientAtHome();
  at = stoppingAt(home);
});
afterEach(() => home.close());

describe('whichever link', () => {
  test.each([
    ['of a check-in that was taken back', { status: 'cancelled' }],
    ['replaced by a newer one', { status: 'superseded' }],
    ['missed', { status: 'missed' }],
  ])('one %s still stops', async (_case, change) => {
    await home.db.updateTable('check_in').set(change).where('id', '=', home.checkIn.id).execute();

    await request(home.app).get(at.address()).expect(200);
    await at.press('stop').expect(200);

    expect(await at.facts('consent.changed')).toHaveLength(1);
  });

  test('one whose form was sent, and one of months ago, still stop', async () => {
    await fillAll(await started(home), '4');
    await home.passTo(home.checkIn.closesAt + 120 * DAY);

    await at.press('stop').expect(200);

    expect(await at.facts('consent.changed')).toHaveLength(1);
  });

  test('one of an ended enrolment stops what may come, and promises no call', async () => {
    await home.db.updateTable('enrolment').set({ status: 'ended' }).execute();

    const page = await at.press('stop').expect(200);

    expect(page.text).not.toContain('within two working days');
    expect(await home.store.patients.mailConsent(home.db, home.patientId)).toBe(false);
  });

  test('asks no birthday, for it shows nothing of the patient and is followed by a call', async () => {
    await at.askBirthday();
    await home.db
      .updateTable('link')
      .set({ locked_until: new Date(Date.now() + HOUR) })
      .execute();

    expect((await request(home.app).get(`/go/${home.code}`)).text).toContain('On which day were you born?');
    const page = await at.press('stop').expect(200);

    expect(page.text).not.toMatch(/Ada|Okafor|1970/);
  });
});

describe('the button of a mail program (RFC 8058)', () => {
  const field = 'List-Unsubscribe';

  test('stops by one post as a form, without cookie and without a redirect', async () => {
    const answer = await request(home.app)
      .post(at.address())
      .type('form')
      .send({ [field]: 'One-Click' })
      .expect(200);

    expect(answer.headers.location).toBeUndefined();
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(await at.facts('consent.changed')).toHaveLength(1);
  });

  test('stops by one post in parts', async () => {
    await request(home.app).post(at.address()).field(field, 'One-Click').expect(200);

    expect(await at.facts('consent.changed')).toHaveLength(1);
  });

  test('other parts, and parts that are too long, stop nothing', async () => {
    await request(home.app).post(at.address()).field('choice', 'stop').expect(303);
    await request(home.app)
      .post(at.address())
      .field(field, `One-Click${'x'.repeat(4000)}`)
      .expect(413);

    expect(await at.facts('consent.changed')).toEqual([]);
  });

  test('a form of another site stops nothing', async () => {
    await request(home.app)
      .post(at.address())
      .set('origin', 'https://elsewhere.example')
      .type('form')
      .send({ [field]: 'One-Click' })
      .expect(403);

    expect(await at.facts('consent.changed')).toEqual([]);
  });
});

describe('which wording was shown', () => {
  test('is kept with a stop, once', async () => {
    await at.press('stop');
    await at.press('stop');

    const here = { check_in_id: home.checkIn.id, patient_id: home.patientId, language: 'en', settings_version: 1 };
    expect(await at.shown()).toEqual([
      { ...here, text: 'safety-net', version: 'en-2' },
      { ...here, text: 'if-worse', version: 'en-3' },
    ]);
  });

  test('is kept at Start and when the form is sent', async () => {
    const browser = await started(home);
    expect((await at.shown()).map(({ text }) => text)).toEqual(['safety-net']);
    await fillAll(browser, '4');
    await browser.post(`${home.at}/check`).type('form').send({}).expect(303);
    await browser.get(`${home.at}/done`).expect(200);

    expect((await at.shown()).map(({ text, version }) => `${text}@${version}`)).toEqual([
      'safety-net@en-2',
      'if-worse@en-3',
    ]);
  });
});

test('a code that is posted too often is told to wait', async () => {
  const posts = [];
  for (let post = 0; post < 125; post += 1)
    posts.push((await request(home.app).post(at.address()).type('form').send({ choice: 'pause-1' })).status);

  expect(posts.filter((status) => status === 429)).toHaveLength(5);
});

test('a link made later leads to the same patient', async () => {
  home.code = await linkTo(home.store, home.checkIn.id);

  await at.press('stop').expect(200);

  expect(await home.store.patients.mailConsent(home.db, home.patientId)).toBe(false);
});
