import request from 'supertest';
import { DAY } from '../../../src/domain/words/time';
import { type PatientAtHome, patientAtHome } from './patient-at-home';
import { stoppingAt } from './stopping/stopping';

let home: PatientAtHome;
beforeEach(async () => {
  home = await patientAtHome();
});
afterEach(() => home.close());

const look = (path: string) => request(home.app).get(path);

test('PR-11: a link that a mail program has spoilt still opens: marks behind it, blanks, lower case, letters that look alike', async () => {
  const { code } = home;
  const alike = code.replaceAll('0', 'O').replaceAll('1', 'I');
  const spoilt = [
    `${code}.`,
    `${code})`,
    `${code}%22`,
    `${code}%3E`,
    `${code}%20`,
    `%22${code}`,
    `${code}/`,
    `${code}%E2%80%9D`,
  ];

  for (const one of [
    ...spoilt,
    code.toLowerCase(),
    code.replaceAll('-', ''),
    code.replaceAll('-', '%E2%80%91'),
    alike,
  ]) {
    const page = await look(`/go/${one}`);
    expect({ one, status: page.status, start: page.text.includes('>Start</button>') }).toEqual({
      one,
      status: 200,
      start: true,
    });
  }
});

test.each([
  '/go',
  '/go/',
  '/go/%E0%A4%A',
  '/go/0000/none/of/ours',
  '/go/....',
  '/GO/',
  '/check-in',
  '/check-in/',
  '/check-in/1/2/3',
])('PR-11: %s is answered by a page in words that names the telephone, never by JSON', async (path) => {
  const page = await look(path);

  expect(page.status).toBeGreaterThanOrEqual(400);
  expect(page.headers['content-type']).toContain('text/html');
  expect(page.text).toContain('href="tel:+442079460100"');
});

test('PR-9: the day to answer by is not named once it has passed', async () => {
  expect((await look(`/go/${home.code}`)).text).toContain('Answer by');
  await home.passTo(home.checkIn.closesAt + DAY);

  const { text } = await look(`/go/${home.code}`).expect(200);

  expect(text).not.toContain('Answer by');
  expect(text).toContain('The day to answer has passed');
});

describe('the link of somebody who', () => {
  const restart = () => request(home.app).post(`/go/${home.code}/stop`).type('form').send({ choice: 'start' });
  const consent = () => home.store.patients.mailConsent(home.db, home.patientId);

  test('PR-9: paused the messages says so and starts them again', async () => {
    const at = stoppingAt(home);
    await at.press('pause-2');
    await at.step();

    const page = await look(`/go/${home.code}`);
    expect(page.text).toContain('Your messages are paused');
    expect(page.text).toContain(`<a class="button" href="/go/${home.code}/stop">Start them again</a>`);

    await restart().expect(303).expect('location', `/go/${home.code}/stop`);
    await at.step();

    expect(await at.facts('enrolment.resumed')).toMatchObject([{ recorded_by: 'patient' }]);
    expect((await look(`/go/${home.code}/stop`)).text).toContain('Pause for 1 week<');
    expect((await at.tasks()).filter(({ kind }) => kind === 'call-about-pause')).toEqual([]);
  });

  test('PR-9: stopped the messages says so and starts them again', async () => {
    const at = stoppingAt(home);
    await at.press('stop');
    await at.step();

    expect((await look(`/go/${home.code}`)).text).toContain('Your messages are stopped');
    expect((await look(`/go/${home.code}/stop`)).text).toContain('Start them again');
    await restart();
    await at.step();

    expect(await consent()).toBe(true);
    expect(await at.facts('consent.changed')).toHaveLength(2);
    expect((await at.tasks()).filter(({ kind }) => kind === 'call-about-stop')).toEqual([]);
    expect((await at.messages()).some(({ state }) => state === 'planned')).toBe(true);
  });

  test('was stopped by the clinic is told to ring: a link does not undo what staff recorded', async () => {
    await home.store.patients.recordConsent(home.db, home.patientId, {
      given: false,
      givenOn: '2026-11-01',
      at: await stoppingAt(home).now(),
      by: 'coordinator',
    });

    const page = await look(`/go/${home.code}/stop`).expect(200);
    await restart();

    expect(page.text).toContain('Your messages are stopped');
    expect(page.text).not.toContain('>Start them again</button>');
    expect(await consent()).toBe(false);
  });

  test('did nothing of the kind has nothing started by it', async () => {
    await restart();

    expect(await stoppingAt(home).facts('consent.changed')).toEqual([]);
    expect(await stoppingAt(home).facts('enrolment.resumed')).toEqual([]);
  });
});
