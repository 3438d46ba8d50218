import request from 'supertest';
import { addressOf } from '../../../api/patient/reader';
import { HOUR } from '../../../src/domain/words/time';
import { enrol, everything, fill, linkTo, type PatientAtHome, patientAtHome, started } from './patient-at-home';

let home: PatientAtHome;
beforeEach(async () => {
  home = await patientAtHome();
});
afterEach(() => home.close());

/** Somebody else of the same clinic, whose weekly check-in is open too, and a link to it. */
async function neighbour(): Promise<{ id: string; at: string; code: string; patientId: string }> {
  const { id: patientId } = await home.db
    .insertInto('patient')
    .values({
      ...{ clinic_id: home.clinicId, reference: 'B-2002', family_name: 'Brown', given_name: 'Bert' },
      ...{ born_on: '1961-02-03', time_zone: 'Europe/London', language: 'en', preferred_time: '09:00' },
      email: 'ada@example.test',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await enrol(home.store, home.clinicId, patientId);
  const { id } = await home.db
    .selectFrom('check_in')
    .select('id')
    .where('patient_id', '=', patientId)
    .where('key', 'like', '%/weekly@%')
    .orderBy('opens_at')
    .executeTakeFirstOrThrow();
  await home.db
    .updateTable('check_in')
    .set({ opens_at: new Date(home.checkIn.opensAt) })
    .where('id', '=', id)
    .execute();
  return { id, at: addressOf({ id }), code: await linkTo(home.store, id), patientId };
}

const raisedFor = () => home.db.selectFrom('escalation').select('patient_id').execute();
const cookieOf = (answer: { headers: Record<string, unknown> }): string =>
  /^[^;]+/.exec(String(answer.headers['set-cookie']))?.[0] ?? '';

describe('two check-ins open in one browser', () => {
  test('what the older tab posts is the older one’s: answers, a warning sign, and the stop', async () => {
    const other = await neighbour();
    const browser = await started(home);
    await browser.post(`/go/${other.code}`).type('form').send({}).expect(303).expect('location', other.at);

    await fill(browser, 2, { answer: '7' }).expect(303).expect('location', `${home.at}/q/3`);
    await fill(browser, 1, { tick: ['2'] })
      .redirects(1)
      .expect(200);
    await browser.post(`${home.at}/stop`).type('form').send({ choice: 'stop' }).expect(303);

    const saved = await home.db.selectFrom('answer').select('check_in_id').distinct().execute();
    expect(saved).toEqual([{ check_in_id: home.checkIn.id }]);
    expect(await raisedFor()).toEqual([{ patient_id: home.patientId }]);
    expect(await home.store.patients.mailConsent(home.db, home.patientId)).toBe(false);
    expect(await home.store.patients.mailConsent(home.db, other.patientId)).not.toBe(false);
    const mine = await browser.get(`${home.at}/q/2`).expect(200);
    const theirs = await browser.get(`${other.at}/q/2`).expect(200);
    expect([mine.text.includes(' checked'), theirs.text.includes(' checked')]).toEqual([true, false]);
  });

  test('of one person, an older and a newer one, go on side by side', async () => {
    const weeks = await home.db
      .selectFrom('check_in')
      .select(['id', 'opens_at'])
      .where('enrolment_id', '=', home.enrolmentId)
      .where('key', 'like', '%/weekly@%')
      .orderBy('opens_at')
      .execute();
    const newer = weeks[1] ?? { id: '', opens_at: 0 };
    const browser = await started(home);
    await home.passTo(newer.opens_at + HOUR);
    const code = await linkTo(home.store, newer.id);
    await browser.post(`/go/${code}`).type('form').send({}).expect(303).expect('location', addressOf(newer));

    await fill(browser, 2, { answer: '7' }).expect(303);
    await browser
      .post(`${addressOf(newer)}/q/2`)
      .type('form')
      .send({ question: 'peg@1/1', answer: '3' })
      .expect(303);

    const saved = await home.db.selectFrom('answer').select(['check_in_id', 'value']).orderBy('value').execute();
    expect(saved).toEqual([
      { check_in_id: newer.id, value: 3 },
      { check_in_id: home.checkIn.id, value: 7 },
    ]);
  });

  test('each page says whose it is, by given name alone', async () => {
    const other = await neighbour();
    const browser = await started(home);
    await browser.post(`/go/${other.code}`).type('form').send({}).expect(303);

    const mine = await browser.get(`${home.at}/q/2`);
    const theirs = await browser.get(`${other.at}/q/2`);
    const link = await request(home.app).get(`/go/${other.code}`);

    expect([mine, theirs, link].map(({ text }) => /Questions for (\w+)/.exec(text)?.[1])).toEqual([
      'Ada',
      'Bert',
      'Bert',
    ]);
    for (const { text } of [mine, theirs, link]) expect(text).not.toMatch(/Okafor|Brown|19[67]/);
  });
});

test('every link and form of a page stays with its check-in', async () => {
  const browser = await started(home);
  await fill(browser, 1, { tick: ['2'] });

  for (const path of ['/q/1', '/q/2', '/q/2/skip', '/check', '/help', '/stop']) {
    const { text } = await browser.get(`${home.at}${path}`).expect(200);
    const addresses = [...text.matchAll(/(?:href|action)="(\/check-in[^"]*)"/g)].map(([, address]) => address);
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter((address) => !address?.startsWith(home.at))).toEqual([]);
  }
});

describe('a post without a session of its check-in', () => {
  const worrying = { question: 'red-flags@2', tick: ['2'] };

  test('is refused with the help that its answers call for, whatever else the browser holds', async () => {
    const other = await neighbour();
    const cookie = cookieOf(await request(home.app).post(`/go/${home.code}`).type('form').send({}));
    const before = await everything(home.db);

    const refused = await request(home.app)
      .post(`${other.at}/q/1`)
      .set('cookie', cookie)
      .type('form')
      .send(worrying)
      .expect(403);
    await request(home.app).get(`${other.at}/q/1`).set('cookie', cookie).expect(403);
    await request(home.app).post(`${other.at}/stop`).set('cookie', cookie).type('form').send({ choice: 'stop' });

    expect(refused.text).toContain('Go to your nearest Emergency Department now');
    expect(refused.text).toContain('href="tel:999"');
    expect(refused.text).toContain('nobody has been told');
    expect(refused.text).not.toContain('Bert');
    expect(await everything(home.db)).toBe(before);
  });

  test.each(['/check-in/q/1', '/check-in/not-an-id/q/1', '/check-in/check'])(
    'to %s, which names no check-in, is refused with the help, too',
    async (path) => {
      const old = 'check_in_session=c2F5IGZyaWVuZA';

      const page = await request(home.app).post(path).set('cookie', old).type('form').send(worrying).expect(403);

      expect(page.text).toContain('Go to your nearest Emergency Department now');
    },
  );

  test('whose clinic nobody knows gets words that hold everywhere', async () => {
    await home.db.insertInto('clinic').values({ name: 'Another', settings: '{}' }).execute();

    const page = await request(home.app).post(`${home.at}/q/1`).type('form').send(worrying).expect(403);

    expect(page.text).toContain('Ring the emergency number where you are now');
    expect(page.text).toContain('nobody has been told');
  });

  test('of ordinary answers says how to come back', async () => {
    const page = await request(home.app)
      .post(`${home.at}/q/2`)
      .type('form')
      .send({ question: 'peg@1/1', answer: '9' })
      .expect(403);

    expect(page.text).toContain('Open the link in your message and press Start');
    expect(page.text).not.toContain('Emergency Department');
  });
});

test('a clinic that asks the birthday tells nobody the name before it is answered', async () => {
  await home.close();
  home = await patientAtHome({ askBirthday: true });

  const link = await request(home.app).get(`/go/${home.code}`).expect(200);
  const stop = await request(home.app).get(`/go/${home.code}/stop`).expect(200);
  const browser = request.agent(home.app);
  await browser.post(`/go/${home.code}`).type('form').send({ day: '14', month: '5' }).expect(303);
  const inside = await browser.get(`${home.at}/q/1`).expect(200);

  expect([link, stop, inside].map(({ text }) => text.includes('Ada'))).toEqual([false, false, true]);
});
