import { DAY, HOUR } from '../../../src/domain/words/time';
import type { Enrolled } from '../../support/api-fixture';
import { openCorrectedClinic, type CorrectedClinic } from '../../support/care/corrected-clinic';
import { faulty, faultyStages } from '../../support/care/faulty-rules';

let c: CorrectedClinic;
beforeAll(async () => {
  c = await openCorrectedClinic();
});
afterAll(async () => {
  await c.close();
});
afterEach(() => {
  c.deps.rules = c.deps.catalogue.rules;
  c.state.engineWorks = true;
});

const mri = { modality: 'mri', region: 'lumbar' };
const ct = { modality: 'ct', region: 'lumbar' };

const rowOf = (id: string) =>
  c.db
    .selectFrom('enrolment')
    .select(['status', 'event_seq', 'digested_seq', 'journal_n', 'wake_at', 'quarantined'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();

const journalOf = (id: string) =>
  c.db.selectFrom('journal').select(['n', 'entry']).where('enrolment_id', '=', id).orderBy('n').execute();

const tasksOf = async (id: string) => (await c.openTasks(id)).map(({ kind }) => kind);

/** Gapless, as far as the row says, and nothing twice. */
async function expectConsistent(id: string): Promise<void> {
  const { journal_n } = await rowOf(id);
  const journal = await journalOf(id);
  expect(journal.map(({ n }) => n)).toEqual(Array.from({ length: journal_n }, (_, index) => index + 1));
  expect(new Set(journal.map(({ entry }) => JSON.stringify(entry))).size).toBe(journal.length);
}

/** Enrolled a week ago, asked, and silent; a scan is ordered and not digested; the close of the check-in comes next. */
async function silent(): Promise<Enrolled> {
  const one = await c.enrolled();
  await c.wait(2 * DAY);
  expect(await c.send(one.id)).toBeGreaterThan(0);
  c.state.engineWorks = false;
  await c.record('clinician', one.id, 'imaging.ordered', mri);
  await c.store.demoClock.moveClock(c.db, c.clinicId, (await c.now()) + 9 * DAY);
  return one;
}

describe('a time that throws', () => {
  test('leaves what was digested before it whole, and every later fact is taken', async () => {
    const { id } = await silent();
    c.deps.rules = faulty(c.deps.rules, 'missedInARow');

    await c.advance(id);
    await expectConsistent(id);
    await c.record('clinician', id, 'imaging.ordered', ct);
    await c.advance(id);
    await expectConsistent(id);

    const row = await rowOf(id);
    expect(row.quarantined).toBe(true);
    expect((await c.now()) + HOUR - (row.wake_at ?? 0)).toBeLessThan(HOUR / 10);
    expect(row.digested_seq).toBe(row.event_seq - 1);
    expect(await tasksOf(id)).toContain('look-at-quarantined-event');
    const seen = c.db.selectFrom('quarantine').select(['event_id', 'fault']).where('enrolment_id', '=', id);
    expect(await seen.execute()).toEqual([
      { event_id: null, fault: expect.stringMatching(/^TypeError in /) as string },
    ]);
  });

  test('is passed by the release that mends it, without anybody doing anything', async () => {
    const { id } = await silent();
    c.deps.rules = faulty(c.deps.rules, 'missedInARow');
    await c.advance(id);
    await c.record('clinician', id, 'imaging.ordered', ct);

    c.deps.rules = c.deps.catalogue.rules;
    await c.advance(id);

    expect(await rowOf(id)).toMatchObject({ quarantined: false });
    expect(await tasksOf(id)).not.toContain('look-at-quarantined-event');
    await expectConsistent(id);
    const state = await c.rebuilt(id);
    expect(state.history.imaging).toHaveLength(2);
    expect((await journalOf(id)).map(({ entry }) => entry.what)).toContain('check-in.missed');
  });
});

test.each(['reminderAfterDays', 'windowDays'] as const)(
  'a plan that throws (%s) commits nothing by halves',
  async (field) => {
    const { id } = await silent();
    const before = await rowOf(id);
    c.deps.rules = faulty(c.deps.rules, field);

    await c.advance(id);
    await expectConsistent(id);
    expect(await rowOf(id)).toMatchObject({ quarantined: true });

    c.deps.rules = c.deps.catalogue.rules;
    await c.advance(id);
    const after = await rowOf(id);
    expect(after).toMatchObject({ quarantined: false, digested_seq: after.event_seq });
    expect(after.journal_n).toBeGreaterThan(before.journal_n);
    await expectConsistent(id);
    await c.rebuilt(id);
  },
);

test('a death that was told while the time throws keeps the status it has at once', async () => {
  const { id, patientId } = await silent();
  c.deps.rules = faulty(c.deps.rules, 'missedInARow');
  await c.recordOfPerson(patientId, 'patient.died');
  await c.advance(id);

  expect(await rowOf(id)).toMatchObject({ status: 'ended', quarantined: true });

  c.deps.rules = c.deps.catalogue.rules;
  await c.advance(id);
  expect(await rowOf(id)).toMatchObject({ status: 'ended', quarantined: false });
  await c.rebuilt(id);
});

describe('a fact that throws', () => {
  /** Recorded while its digestion throws, and looked at by a step. */
  async function addPoisoned(id: string): Promise<void> {
    await c.settle();
    c.state.engineWorks = false;
    c.deps.rules = faultyStages(c.deps.rules, 'imagingReportWithinDays');
    await c.record('clinician', id, 'imaging.ordered', mri);
    c.state.engineWorks = true;
    await c.advance(id);
  }

  const complete = async (id: string) => {
    const task = (await c.openTasks(id)).find(({ kind }) => kind === 'look-at-quarantined-event');
    return c.as('operator').post(`/api/v1/tasks/${task?.id ?? ''}/completion`, {});
  };

  test('is left out, what is beside it goes on, and its messages wait', async () => {
    const { id } = await c.enrolled();
    await addPoisoned(id);
    await c.record('clinician', id, 'history.recorded', { previousOperations: 1 });
    await c.settle();
    await c.advance(id);

    expect(await rowOf(id)).toMatchObject({ quarantined: true });
    const state = await c.rebuilt(id);
    expect(state.history.imaging).toEqual([]);
    expect(state.history.recorded).toContain('history.recorded');
    await expectConsistent(id);
  });

  test('keeps its task for as long as it cannot be taken in', async () => {
    const { id } = await c.enrolled();
    await addPoisoned(id);

    const answer = await complete(id);

    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ detail: expect.stringContaining('still cannot be taken in') as string });
    expect(await tasksOf(id)).toContain('look-at-quarantined-event');
    expect(await rowOf(id)).toMatchObject({ quarantined: true });
    await c.rebuilt(id);
  });

  test('is taken in where it belongs by the release that can, when the operator completes the task', async () => {
    const { id } = await c.enrolled();
    await addPoisoned(id);
    c.deps.rules = c.deps.catalogue.rules;
    await c.wait(3 * DAY);
    await c.record('clinician', id, 'imaging.ordered', ct);
    await c.settle();
    await c.wait(DAY);
    expect((await c.rebuilt(id)).history.imaging.map(({ modality }) => modality)).toEqual(['ct']);

    expect((await complete(id)).status).toBe(200);

    expect(await rowOf(id)).toMatchObject({ quarantined: false });
    expect(await tasksOf(id)).not.toContain('look-at-quarantined-event');
    const state = await c.rebuilt(id);
    expect(state.history.imaging.map(({ modality }) => modality)).toEqual(['mri', 'ct']);
    await expectConsistent(id);
  });
});
