import type { PatientDeps } from '../../../../api/patient/serving';
import { answersIn, enrol, everything, fill, type PatientAtHome, patientAtHome, started } from '../patient-at-home';

let home: PatientAtHome;
afterEach(() => home.close());

const escalations = () =>
  home.db.selectFrom('escalation').select(['tier', 'class', 'status', 'revision']).orderBy('raised_at').execute();
const signals = () =>
  home.db
    .selectFrom('escalation_signal')
    .select(['rule', 'key', 'check_in_id', 'enrolment_id'])
    .orderBy('rule')
    .execute();
const facts = (type: string) =>
  home.db.selectFrom('event').select(['enrolment_id', 'data', 'recorded_by']).where('type', '=', type).execute();

describe('a warning sign', () => {
  beforeEach(async () => {
    home = await patientAtHome();
  });

  test('is answered by the help page in the same response, with everything committed', async () => {
    const browser = await started(home);

    const page = await fill(browser, 1, { tick: ['2'] })
      .redirects(1)
      .expect(200);

    expect(page.text).toContain('Go to your nearest Emergency Department now');
    expect(page.text).toContain('href="tel:999"');
    expect(page.text).toContain(`href="${home.at}/q/2"`);
    expect(await answersIn(home)).toContainEqual({
      instrument: 'red-flags',
      item: '2',
      revision: 1,
      value: 1,
      late: false,
    });
    expect(await escalations()).toEqual([{ tier: 'now', class: 'spine', status: 'open', revision: 1 }]);
    expect(await signals()).toEqual([
      {
        rule: 'red-flag.bladder-change',
        key: `${home.checkIn.id}/red-flags/2/1/red-flag.bladder-change`,
        check_in_id: home.checkIn.id,
        enrolment_id: home.enrolmentId,
      },
    ]);
    expect(await facts('safety.signalled')).toEqual([
      {
        enrolment_id: home.enrolmentId,
        recorded_by: 'patient',
        data: { checkIn: home.checkIn.key, rule: 'red-flag.bladder-change', class: 'spine', tier: 'now' },
      },
    ]);
    const shown = await home.db
      .selectFrom('text_shown')
      .select(['patient_id', 'check_in_id', 'text', 'version', 'language', 'settings_version'])
      .orderBy('id')
      .execute();
    const here = { patient_id: home.patientId, check_in_id: home.checkIn.id, language: 'en', settings_version: 1 };
    expect(shown).toEqual([
      { ...here, text: 'safety-net', version: 'en-2' },
      { ...here, text: 'emergency', version: 'en-3' },
    ]);
    // The hold is in force by the status: no step of the enrolment is needed for it.
    expect(home.nudges).toEqual(['escalation', 'dispatch urgent']);
  });

  test('tells the clinician which wording the patient saw, and when', async () => {
    const browser = await started(home);
    await fill(browser, 1, { tick: ['2'] })
      .redirects(1)
      .expect(200);
    const { id } = await home.db.selectFrom('escalation').select('id').executeTakeFirstOrThrow();

    const view = await home.store.escalations.one(home.db, home.clinicId, id);

    expect(view.signals).toMatchObject([{ rule: 'red-flag.bladder-change', answer: 1 }]);
    const saw = { language: 'en', settingsVersion: 1, at: expect.any(Number) as number };
    expect(view.patientSaw).toMatchObject([
      { ...saw, text: 'emergency', version: 'en-3', words: { title: 'Please get help now' } },
      { ...saw, text: 'safety-net', version: 'en-2', words: { lines: expect.arrayContaining([]) as string[] } },
    ]);
    expect(view.patientSaw[0]?.at).toBeGreaterThanOrEqual(home.checkIn.opensAt);
  });

  test('stays raised when the patient closes the page', async () => {
    const browser = await started(home);

    await fill(browser, 1, { tick: ['1'] });

    expect(await escalations()).toHaveLength(1);
    const enrolment = await home.db.selectFrom('enrolment').select(['status', 'wake_at']).executeTakeFirstOrThrow();
    expect(enrolment.status).toBe('held');
  });

  test('PF-g: posted ten times is one signal, and shows the help every time', async () => {
    const browser = await started(home);

    const pages = await Promise.all(Array.from({ length: 10 }, () => fill(browser, 1, { tick: ['2'] })));

    const shown = `303 ${home.at}/help?onward=q/2`;
    expect(pages.map(({ status, headers }) => `${status} ${String(headers.location)}`)).toEqual(Array(10).fill(shown));
    expect(await signals()).toHaveLength(1);
    expect(await facts('safety.signalled')).toHaveLength(1);
    expect(await facts('escalation.raised')).toHaveLength(1);
  });

  test('taken back and ticked again is a new signal on the same escalation', async () => {
    const browser = await started(home);

    await fill(browser, 1, { tick: ['2'] })
      .redirects(1)
      .expect(200);
    await fill(browser, 1, { none: '1' }).expect(303);
    await fill(browser, 1, { tick: ['2'] })
      .redirects(1)
      .expect(200);

    expect((await signals()).map(({ key }) => key.split('/')[3])).toEqual(['1', '3']);
    expect(await escalations()).toHaveLength(1);
  });

  test('PS-6: of two tiers shows one page: the more urgent text, one line of the lesser, and one escalation each', async () => {
    const browser = await started(home);

    const page = await fill(browser, 1, { tick: ['10', '1'] })
      .redirects(1)
      .expect(200);

    const main = page.text.slice(page.text.indexOf('<main'), page.text.indexOf('</main>'));
    expect(main.match(/<h[1-6]/g)).toEqual(['<h1']);
    expect(main.match(/data-version="[^"]*"/g)).toEqual([
      'data-version="emergency@en-3"',
      'data-version="ring-today@en-3"',
    ]);
    expect(main).toContain('You also ticked something to be asked about today.');
    expect(main).not.toContain('Somebody should ask you about what you ticked.');
    expect(main).not.toMatch(/not serious|does not always need/);
    expect((await escalations()).map(({ tier }) => tier).sort()).toEqual(['now', 'today']);
    expect(await facts('escalation.raised')).toHaveLength(1);
  });

  test('can be read again under its own address', async () => {
    const browser = await started(home);

    const page = await browser.get(`${home.at}/help/emergency`).expect(200);

    expect(page.text).toContain('Go to your nearest Emergency Department now');
    await browser.get(`${home.at}/help/constructor`).expect(404);
  });
});

test('a warning sign holds the routine messages of every open enrolment of the patient', async () => {
  home = await patientAtHome({}, (deps) => ({
    ...deps,
    rules: ({ version }, clinic) => deps.rules({ id: 'post-laminectomy-syndrome', version }, clinic),
  }));
  const second = await enrolOnAnotherPathway();
  const browser = await started(home);

  await fill(browser, 1, { tick: ['1'] })
    .redirects(1)
    .expect(200);

  const held = await home.db.selectFrom('enrolment').select(['id', 'status']).orderBy('id').execute();
  expect(held).toEqual([home.enrolmentId, second].sort().map((id) => ({ id, status: 'held' })));
  expect((await facts('safety.signalled')).map((fact) => fact.enrolment_id)).toEqual([home.enrolmentId]);
  expect((await facts('escalation.raised')).map((fact) => fact.enrolment_id).sort()).toEqual(held.map(({ id }) => id));
});

/** Only one enrolment may be open on a pathway, so the second one is made while the first rests and then renamed. */
async function enrolOnAnotherPathway(): Promise<string> {
  const rename = (id: string, change: object) =>
    home.db.updateTable('enrolment').set(change).where('id', '=', id).execute();
  await home.db
    .insertInto('pathway_version')
    .values({ pathway_id: 'another', version: 1, state: 'draft', content_hash: '-', content: '{}' })
    .execute();
  await rename(home.enrolmentId, { pathway_id: 'another' });
  const second = await enrol(home.store, home.clinicId, home.patientId);
  return second;
}

describe('a warning sign that cannot be raised', () => {
  const broken = (deps: PatientDeps): PatientDeps => {
    const raiseEscalation = () => Promise.reject(new Error('the ladder is broken'));
    return { ...deps, store: { ...deps.store, escalations: { ...deps.store.escalations, raiseEscalation } } };
  };

  test('is not acknowledged as saved, and shows the help with a way to try again', async () => {
    home = await patientAtHome({}, broken);
    const browser = await started(home);
    const before = await everything(home.db);

    const page = await fill(browser, 1, { tick: ['2', '7'] }).expect(503);

    expect(page.text).toContain('Go to your nearest Emergency Department now');
    expect(page.text).toContain('We could not save your answer, so nobody has been told');
    for (const field of ['name="question" value="red-flags@2"', 'name="tick" value="2"', 'name="tick" value="7"']) {
      expect(page.text).toContain(field);
    }
    expect(await everything(home.db)).toBe(before);
    expect(home.nudges).toEqual([]);
  });

  test('shows the help with the database away', async () => {
    let away = false;
    home = await patientAtHome({}, (deps) => ({
      ...deps,
      store: {
        ...deps.store,
        transact: (db, work) =>
          away ? Promise.reject(new Error('Connection terminated')) : deps.store.transact(db, work),
      },
    }));
    const browser = await started(home);
    await browser.get(`${home.at}/q/1`).expect(200);
    away = true;

    const worrying = await fill(browser, 1, { tick: ['2'] }).expect(503);
    const ordinary = await fill(browser, 2, { answer: '3' }).expect(500);

    expect(worrying.text).toContain('Go to your nearest Emergency Department now');
    expect(ordinary.text).toContain('The last step was not saved');
    expect(await answersIn(home)).toEqual([]);
  });

  test('is raised even when the core cannot digest its facts', async () => {
    home = await patientAtHome({}, (deps) => {
      const recordFact = () => Promise.reject(new Error('a defect of the core'));
      return { ...deps, store: { ...deps.store, facts: { ...deps.store.facts, recordFact } } };
    });
    const browser = await started(home);

    await fill(browser, 1, { tick: ['2'] })
      .redirects(1)
      .expect(200);

    expect(await escalations()).toHaveLength(1);
    expect(await answersIn(home)).toContainEqual({
      instrument: 'red-flags',
      item: '2',
      revision: 1,
      value: 1,
      late: false,
    });
    expect(home.nudges).toEqual(['escalation', 'dispatch urgent']);
  });
});
