import { breakState, brokenStates } from '../../support/care/broken-states';
import { type PatientAtHome, fill, patientAtHome, started, step } from './patient-at-home';
import { stoppingAt } from './stopping/stopping';

let home: PatientAtHome;
afterEach(() => home.close());

const rowOf = () => home.db.selectFrom('enrolment').select(['status', 'quarantined']).executeTakeFirstOrThrow();
const typesOf = async () =>
  (await home.db.selectFrom('event').select('type').where('seq', '>', 1).orderBy('seq').execute()).map(
    ({ type }) => type,
  );

describe.each(brokenStates)('while the state is %s', (_name, how) => {
  beforeEach(async () => {
    home = await patientAtHome();
  });

  test('a warning sign calls somebody, is a fact, and holds the messages', async () => {
    const browser = await started(home);
    await breakState(home.db, home.enrolmentId, how);

    const answered = await fill(browser, 1, { tick: ['2'] }).expect(303);
    const page = await browser.get(answered.headers.location ?? '').expect(200);

    expect(page.text).toContain('href="tel:999"');
    expect(await home.db.selectFrom('escalation').select('tier').execute()).toEqual([{ tier: 'now' }]);
    expect(await typesOf()).toEqual(['safety.signalled', 'escalation.raised']);
    expect(await rowOf()).toEqual({ status: 'held', quarantined: true });
    await step(home);
    expect(await rowOf()).toEqual({ status: 'held', quarantined: false });
  });

  test.each([
    ['stop', 'consent.changed'],
    ['pause-1', 'enrolment.paused'],
  ])('%s is taken, and somebody rings once the state can be read', async (choice, type) => {
    const at = stoppingAt(home);
    await breakState(home.db, home.enrolmentId, how);

    await at.press(choice).expect(200);

    expect(await typesOf()).toEqual([type]);
    const until = choice === 'stop' ? Infinity : await at.inWeeks(1);
    const toCome = (await at.messages()).filter(({ state, due_at }) => state === 'planned' && due_at < until);
    expect(toCome).toEqual([]);
    await step(home);
    expect((await at.tasks()).map(({ kind }) => kind)).toEqual([
      choice === 'stop' ? 'call-about-stop' : 'call-about-pause',
    ]);
  });
});
