import { DAY } from '../../src/domain/words/time';
import { breakState, brokenStates } from '../support/care/broken-states';
import { noFlags, openAnsweringClinic, type AnsweringClinic, type CheckIn } from '../support/care/answering-clinic';

let c: AnsweringClinic;
beforeAll(async () => {
  c = await openAnsweringClinic();
});
afterAll(async () => {
  await c.close();
});
afterEach(() => {
  c.state.engineWorks = true;
});

const rowOf = ({ enrolmentId }: CheckIn) =>
  c.db
    .selectFrom('enrolment')
    .select(['status', 'quarantined'])
    .where('id', '=', enrolmentId)
    .executeTakeFirstOrThrow();

const tasksOf = async ({ enrolmentId }: CheckIn) => (await c.openTasks(enrolmentId)).map(({ kind }) => kind);

describe.each(brokenStates)('a state that is %s', (_name, how) => {
  let one: CheckIn;
  beforeEach(async () => {
    one = await c.asked(['red-flags']);
    await c.settle();
    c.state.engineWorks = false;
    await breakState(c.db, one.enrolmentId, how);
  });

  /** The next step, which nobody had to ask for. */
  async function healed(): Promise<void> {
    c.state.engineWorks = true;
    await c.advance(one.enrolmentId);
    expect(await rowOf(one)).toMatchObject({ quarantined: false });
    expect(await tasksOf(one)).not.toContain('look-at-quarantined-event');
    await c.rebuilt(one.enrolmentId);
  }

  test('lets a red answer be saved and raised, and tells an operator', async () => {
    const taken = await c.take(one, { answeredBy: 'patient', answers: { 'red-flags': { ...noFlags, 2: 1 } } });

    expect(taken.status).toBe(202);
    const escalations = c.db
      .selectFrom('escalation')
      .select(['tier', 'status'])
      .where('patient_id', '=', one.patientId);
    expect(await escalations.execute()).toEqual([{ tier: 'now', status: 'open' }]);
    expect((await c.factsOf(one)).map(({ type }) => type)).toEqual([
      'safety.signalled',
      'escalation.raised',
      'check-in.answered',
    ]);
    expect(await rowOf(one)).toEqual({ status: 'held', quarantined: true });
    expect(await tasksOf(one)).toContain('look-at-quarantined-event');
    await healed();
    expect(await rowOf(one)).toEqual({ status: 'held', quarantined: false });
  });

  test('lets a death be recorded, and nothing is sent from then on', async () => {
    await c.recordOfPerson(one.patientId, 'patient.died');

    expect(await rowOf(one)).toMatchObject({ status: 'ended' });
    expect(await c.planned(one.enrolmentId)).toEqual([]);
    await healed();
    expect(await rowOf(one)).toMatchObject({ status: 'ended' });
  });

  test('lets a progressive deficit wake somebody at once', async () => {
    await c.record('clinician', one.enrolmentId, 'examination.recorded', { deficit: 'progressive' });

    const raised = c.db.selectFrom('escalation').select(['tier', 'class']).where('patient_id', '=', one.patientId);
    expect(await raised.execute()).toEqual([{ tier: 'now', class: 'spine' }]);
    await healed();
    expect(await raised.execute()).toHaveLength(1);
  });

  test('refuses what a stage must allow first, with a sentence, and shows what the rows know', async () => {
    const answer = await c.as('clinician').post(`/api/v1/enrolments/${one.enrolmentId}/events`, {
      type: 'diagnosis.recorded',
      data: { mechanism: 'axial' },
    });
    const shown = await c.as('coordinator').get(`/api/v1/enrolments/${one.enrolmentId}`);
    const timeline = await c.as('coordinator').get(`/api/v1/enrolments/${one.enrolmentId}/timeline?limit=200`);

    expect([answer.status, shown.status, timeline.status]).toEqual([503, 200, 200]);
    expect((answer.body as { detail: string }).detail).toContain('an operator is asked');
    await healed();
  });

  test('is made anew by the next step, which writes nothing twice', async () => {
    const journal = () =>
      c.db.selectFrom('journal').select('entry').where('enrolment_id', '=', one.enrolmentId).orderBy('n').execute();
    const before = await journal();
    await c.store.demoClock.moveClock(c.db, c.clinicId, (await c.now()) + 3 * DAY);

    await healed();

    const after = await journal();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(new Set(after.map(({ entry }) => JSON.stringify(entry))).size).toBe(after.length);
  });
});

test('a version that this release does not know closes no door either', async () => {
  const one = await c.asked(['red-flags']);
  const known = c.deps.rules;
  c.state.engineWorks = false;
  c.deps.rules = () => {
    throw new Error('no such version');
  };
  await c.recordOfPerson(one.patientId, 'consent.changed', { email: false });
  await c.advance(one.enrolmentId);
  expect(await rowOf(one)).toMatchObject({ quarantined: true });

  c.deps.rules = known;
  await c.advance(one.enrolmentId);
  expect(await rowOf(one)).toMatchObject({ quarantined: false });
  expect((await c.rebuilt(one.enrolmentId)).emailConsent).toBe(false);
});
