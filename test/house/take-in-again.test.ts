import { takeInAgain } from '../../src/house/recover';
import { openCorrectedClinic, type CorrectedClinic } from '../support/care/corrected-clinic';
import { faultyStages } from '../support/care/faulty-rules';

let c: CorrectedClinic;
beforeAll(async () => {
  c = await openCorrectedClinic();
});
afterAll(async () => {
  await c.close();
});

/** Enrolled, with an order for a scan that this release cannot take in. */
async function stuck(): Promise<string> {
  const { id } = await c.enrolled();
  await c.settle();
  c.state.engineWorks = false;
  c.deps.rules = faultyStages(c.deps.catalogue.rules, 'imagingReportWithinDays');
  await c.record('clinician', id, 'imaging.ordered', { modality: 'mri', region: 'lumbar' });
  c.state.engineWorks = true;
  await c.advance(id);
  return id;
}

const quarantined = async (id: string) =>
  (await c.db.selectFrom('enrolment').select('quarantined').where('id', '=', id).executeTakeFirstOrThrow()).quarantined;
const tasksOf = async (id: string) => (await c.openTasks(id)).map(({ kind }) => kind);

test('a release that mends a defect takes in what the one before could not, when it starts, and nobody is asked', async () => {
  const ids = [await stuck(), await stuck()];
  c.deps.rules = c.deps.catalogue.rules;

  await takeInAgain(c.deps, new AbortController().signal);

  for (const id of ids) {
    expect(await quarantined(id)).toBe(false);
    expect((await c.rebuilt(id)).history.imaging).toHaveLength(1);
    expect(await tasksOf(id)).not.toContain('look-at-quarantined-event');
  }
});

test('what still cannot be taken in stays as it was, with its task, and stands in nobody’s way', async () => {
  const [defective, mended] = [await stuck(), await stuck()];
  const { rules } = c.deps.catalogue;
  const faulty = c.deps.rules;
  let asked = 0;
  c.deps.rules = (...which) => ((asked += 1) === 1 ? faulty(...which) : rules(...which));

  await takeInAgain(c.deps, new AbortController().signal);

  expect(await quarantined(defective)).toBe(true);
  expect(await tasksOf(defective)).toContain('look-at-quarantined-event');
  expect(await quarantined(mended)).toBe(false);
});

test('a worker that is told to stop begins no other', async () => {
  const id = await stuck();
  c.deps.rules = c.deps.catalogue.rules;

  await takeInAgain(c.deps, AbortSignal.abort());

  expect(await quarantined(id)).toBe(true);
});
