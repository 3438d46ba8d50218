import request from 'supertest';
import { DAY } from '../../../../src/domain/words/time';
import { everything, type PatientAtHome, patientAtHome, started } from '../patient-at-home';
import { stoppingAt } from './stopping';

let home: PatientAtHome;
let at: ReturnType<typeof stoppingAt>;
beforeEach(async () => {
  home = await patientAtHome();
  at = stoppingAt(home);
});
afterEach(() => home.close());

describe('looking', () => {
  test('changes nothing, by link and by cookie, however often', async () => {
    const browser = await started(home);
    const before = await everything(home.db);

    const looks = await Promise.all(
      Array.from({ length: 20 }, () => [
        request(home.app).get(at.address()),
        request(home.app).head(at.address()),
        browser.get(`${home.at}/stop`),
      ]).flat(),
    );

    expect(new Set(looks.map(({ status }) => status))).toEqual(new Set([200]));
    expect(looks[0]?.text).toContain('Pause for 1 week<');
    expect(looks[0]?.text).toContain('Pause for 4 weeks<');
    expect(looks[0]?.text).toContain('Stop for good<');
    expect(looks[0]?.headers['set-cookie']).toBeUndefined();
    expect(await everything(home.db)).toBe(before);
  });

  test('pressing without a choice says what to choose and changes nothing', async () => {
    const before = await everything(home.db);

    const page = await request(home.app)
      .post(at.address())
      .type('form')
      .send({ choice: 'pause-52' })
      .redirects(1)
      .expect(200);

    expect(page.text).toContain('<title>Error:');
    expect(page.text).toContain('Choose how long to pause, or choose to stop.');
    expect(await everything(home.db)).toBe(before);
  });

  test('an unknown link stops nothing and says so', async () => {
    const before = await everything(home.db);
    const unknown = '/go/0000-0000-0000-0000-0000-0000-0000/stop';

    await request(home.app).get(unknown).expect(404);
    const page = await request(home.app).post(unknown).type('form').send({ choice: 'stop' }).expect(404);

    expect(page.text).toContain('Nothing was changed. Ring us');
    expect(await everything(home.db)).toBe(before);
  });
});

describe('a pause', () => {
  test('PR-10: is a fact of the patient’s with an end, in force at once, with what was planned withheld', async () => {
    const until = await at.inWeeks(2);

    const page = await at.press('pause-2').expect(200);

    expect(await at.facts('enrolment.paused')).toEqual([
      {
        type: 'enrolment.paused',
        data: { until, reason: 'asked for by link', by: 'patient' },
        recorded_by: 'patient',
      },
    ]);
    const { status } = await home.db.selectFrom('enrolment').select('status').executeTakeFirstOrThrow();
    expect(status).toBe('paused');
    const rows = await at.messages();
    const inPause = rows.filter(({ due_at }) => due_at < until);
    expect(inPause.length).toBeGreaterThan(2);
    expect(new Set(inPause.map(({ state, reason }) => `${state} ${reason ?? ''}`))).toEqual(
      new Set(['withheld paused']),
    );
    expect(rows.filter(({ due_at }) => due_at >= until).every(({ state }) => state === 'planned')).toBe(true);
    expect(home.nudges).toEqual(['enrolment enrolment.paused']);
    const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'long' }).format(until);
    expect(page.text).toContain(`${day}, and no emails about your visits. Then they start again.`);
    for (const words of ['Your care goes on', 'will ring you within two working days', 'If you get worse', 'Ring 999'])
      expect(page.text).toContain(words);
  });

  test('PR-10: becomes a call for the coordinators within two working days', async () => {
    await at.press('pause-1');
    await at.step();

    const [task, ...others] = (await at.tasks()).filter(({ kind }) => kind.startsWith('call-about'));

    expect(others).toEqual([]);
    expect(task).toMatchObject({ kind: 'call-about-pause', team: 'coordinators' });
    expect(task?.due_at).toBeGreaterThan(await at.now());
    expect(task?.due_at).toBeLessThanOrEqual((await at.now()) + 4 * DAY);
  });

  test('posted twice is posted once', async () => {
    await at.press('pause-1').expect(200);
    const before = await everything(home.db);
    const again = await at.press('pause-1').expect(200);

    expect(again.text).toContain('Your messages are paused');
    expect(await everything(home.db)).toBe(before);
    expect(home.nudges).toHaveLength(1);
  });

  test('at once in two windows is one fact', async () => {
    await Promise.all([at.press('pause-4'), at.press('pause-4'), at.press('pause-4')]);

    expect(await at.facts('enrolment.paused')).toHaveLength(1);
  });

  test('of the patient’s own may become shorter or longer', async () => {
    await at.press('pause-4');
    await at.step();
    const page = await at.press('pause-1').expect(200);
    await at.step();

    const until = await at.inWeeks(1);
    expect((await at.facts('enrolment.paused')).at(-1)?.data).toMatchObject({ until });
    const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'long' }).format(until);
    expect(page.text).toContain(day);
    const afterwards = (await at.messages()).filter(({ due_at }) => due_at >= until);
    expect(afterwards.length).toBeGreaterThan(0);
    expect(new Set(afterwards.map(({ state }) => state))).toEqual(new Set(['planned']));
  });

  test('agreed on with staff is not cut short by link', async () => {
    const until = (await at.now()) + 60 * DAY;
    await home.store.transact(home.db, async (tx) => {
      const locked = await home.store.facts.lockEnrolment(tx, home.deps.rules, home.enrolmentId);
      const data = { until, reason: 'on holiday' };
      await home.store.facts.recordFact(tx, locked, { type: 'enrolment.paused', data, recordedBy: 'staff' });
    });

    const page = await at.press('pause-1').expect(200);

    expect(await at.facts('enrolment.paused')).toHaveLength(1);
    const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'long' }).format(until);
    expect(page.text).toContain(day);
  });

  test('ended early by staff, the withheld messages are planned again and the call is closed', async () => {
    await at.press('pause-4');
    await at.step();
    await home.store.transact(home.db, async (tx) => {
      const locked = await home.store.facts.lockEnrolment(tx, home.deps.rules, home.enrolmentId);
      await home.store.facts.recordFact(tx, locked, { type: 'enrolment.resumed', data: {}, recordedBy: 'staff' });
    });
    await at.step();

    const later = (await at.messages()).filter(
      ({ key, due_at }) => key.endsWith('/invite') && due_at > home.checkIn.opensAt + DAY,
    );
    expect(later.length).toBeGreaterThan(1);
    expect(new Set(later.map(({ state, reason }) => `${state} ${reason ?? ''}`))).toEqual(new Set(['planned ']));
    expect((await at.tasks()).map(({ kind }) => kind)).not.toContain('call-about-pause');
  });
});

describe('a stop', () => {
  test('takes the consent back, withholds everything planned, and becomes a call', async () => {
    const page = await at.press('stop').expect(200);
    await at.step();

    expect(page.text).toContain('Your messages are stopped');
    expect(page.text).toContain('To get the messages again, ring');
    const consent = await home.db.selectFrom('consent').select(['given', 'channel', 'recorded_by']).execute();
    expect(consent).toEqual([{ given: false, channel: 'email', recorded_by: 'patient' }]);
    expect(await at.facts('consent.changed')).toEqual([
      { type: 'consent.changed', data: { email: false, by: 'patient' }, recorded_by: 'patient' },
    ]);
    expect(new Set((await at.messages()).map(({ state, reason }) => `${state} ${reason ?? ''}`))).toEqual(
      new Set(['withheld no-consent']),
    );
    expect((await at.tasks()).map(({ kind }) => kind)).toContain('call-about-stop');
  });

  test('posted twice is posted once, and a pause after it is still a stop', async () => {
    await at.press('stop').expect(200);
    const before = await everything(home.db);
    await at.press('stop').expect(200);
    const paused = await at.press('pause-1').expect(200);

    expect(paused.text).toContain('Your messages are stopped');
    expect(await everything(home.db)).toBe(before);
  });

  test('closes the call about a pause: one call is enough', async () => {
    await at.press('pause-1');
    await at.step();
    await at.press('stop');
    await at.step();

    const calls = (await at.tasks()).filter(({ kind }) => kind.startsWith('call-about'));
    expect(calls.map(({ kind }) => kind)).toEqual(['call-about-stop']);
  });

  test('reaches every enrolment of the patient, each with its messages', async () => {
    const other = await secondEnrolment(home);

    await at.press('stop').expect(200);

    expect(await at.facts('consent.changed')).toHaveLength(2);
    const open = await home.db
      .selectFrom('message')
      .select(['enrolment_id', 'state'])
      .where('state', 'in', ['planned', 'claimed'])
      .execute();
    expect(open).toEqual([]);
    expect(home.nudges).toHaveLength(2);
    await at.step(other);
    expect((await at.tasks()).map(({ kind }) => kind)).toContain('call-about-stop');
  });

  test('works behind the cookie, where the address holds no secret', async () => {
    const browser = await started(home);

    const page = await browser.post(`${home.at}/stop`).type('form').send({ choice: 'stop' }).redirects(1).expect(200);

    expect(page.text).toContain('Your messages are stopped');
    expect(page.text).not.toContain('/go/');
    await request(home.app).post(`${home.at}/stop`).type('form').send({ choice: 'stop' }).expect(403);
  });

  test('with consent given again, mail goes on', async () => {
    await at.press('stop');
    await at.step();
    await home.store.transact(home.db, async (tx) => {
      const locked = await home.store.facts.lockEnrolment(tx, home.deps.rules, home.enrolmentId);
      const by = { given: true, givenOn: '2026-11-24', at: locked.now + 1, by: 'staff' };
      await home.store.patients.recordConsent(tx, home.patientId, by);
      await home.store.facts.recordFact(tx, locked, {
        type: 'consent.changed',
        data: { email: true },
        recordedBy: 'staff',
      });
    });
    await at.step();

    expect(new Set((await at.messages()).map(({ state }) => state))).toContain('planned');
    expect((await at.tasks()).map(({ kind }) => kind)).not.toContain('call-about-stop');
  });
});

/** The patient is also on the other pathway. */
async function secondEnrolment({ db, store, deps, clinicId, patientId }: PatientAtHome): Promise<string> {
  const pathway = deps.catalogue.pathway('knee-osteoarthritis');
  await db
    .insertInto('pathway_version')
    .values({
      pathway_id: pathway.id,
      version: pathway.version,
      state: 'draft',
      content_hash: '-',
      content: JSON.stringify(pathway),
    })
    .execute();
  return store.transact(db, async (tx) => {
    await store.facts.lockPatient(tx, patientId);
    const at = await store.clock.clinicNow(tx, clinicId);
    const id = await store.enrolments.openEnrolment(tx, { clinicId, patientId, pathway, careTeam: {}, at });
    const reach = { timeZone: 'Europe/London', preferredTime: '09:00', language: 'en', hasEmail: true, hasPhone: true };
    await store.facts.recordFact(tx, await store.facts.lockEnrolment(tx, deps.rules, id), {
      type: 'enrolment.started',
      data: { reach, consent: { email: true } },
      recordedBy: 'system',
    });
    await store.advance.advanceLocked(tx, await store.facts.lockEnrolment(tx, deps.rules, id));
    return id;
  });
}
