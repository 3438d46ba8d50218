import { aboutEnrolment } from '../../src/cli/enrolment';
import { openCorrectedClinic, type CorrectedClinic } from '../support/care/corrected-clinic';
import { breakState } from '../support/care/broken-states';
import { faultyStages } from '../support/care/faulty-rules';

let c: CorrectedClinic;
beforeAll(async () => {
  c = await openCorrectedClinic();
});
afterAll(async () => {
  await c.close();
});

const about = (id: string, options: Parameters<typeof aboutEnrolment>[3]) =>
  aboutEnrolment(c.store, c.deps.rules, id, options);

const audited = (id: string) =>
  c.db
    .selectFrom('audit_log')
    .select(['principal', 'action', 'clinic_id', 'status'])
    .where('subject', '=', id)
    .where('principal', '=', 'command-line')
    .execute();

test('--why tells facts, journal, plan, what comes next and the difference, and nobody’s name', async () => {
  const { id } = await c.enrolled();
  await c.settle();

  const text = await about(id, { why: true });

  expect(text).toMatch(/1 \S+Z enrolment\.started/);
  expect(text).toContain('The enrolment started');
  expect(text).toMatch(/care\/diagnosis\/weekly@\S+ planned: invite planned/);
  expect(text).toContain('Invitation to a check-in (patient)');
  expect(text).toContain('The stored state is what the facts make.');
  expect(text).not.toMatch(/Okafor|Ada|example\.test/);
});

test('--replay says what each fact makes, and --why where a stored state differs', async () => {
  const { id } = await c.enrolled();
  await c.settle();
  await breakState(c.db, id, (snapshot) => ({ ...snapshot, undeliverable: true }));

  expect(await about(id, { replay: true })).toMatch(/enrolment\.started\n {2}The enrolment started/);
  expect(await about(id, { why: true })).toContain('differs from what the facts make, at:\n  undeliverable');
});

test('--release-quarantine changes nothing while a fact cannot be taken in, and takes it in once it can', async () => {
  const { id } = await c.enrolled();
  await c.settle();
  c.state.engineWorks = false;
  c.deps.rules = faultyStages(c.deps.rules, 'imagingReportWithinDays');
  const fact = await c.record('clinician', id, 'imaging.ordered', { modality: 'mri', region: 'lumbar' });
  await c.advance(id);

  expect(await about(id, {})).toContain(`fact ${fact}`);
  await expect(about(id, { releaseQuarantine: true })).rejects.toThrow(/still cannot be taken in/);
  expect(await audited(id)).toEqual([]);

  c.deps.rules = c.deps.catalogue.rules;
  expect(await about(id, { releaseQuarantine: true })).toContain('nothing is in quarantine');
  expect((await c.rebuilt(id)).history.imaging).toHaveLength(1);
  expect(await audited(id)).toEqual([
    { principal: 'command-line', action: 'enrolment.quarantine-released', clinic_id: c.clinicId, status: 200 },
  ]);
});

test('what is no id is said in a sentence', async () => {
  await expect(about('A-1001', { why: true })).rejects.toMatchObject({
    code: 'invalid',
    message: 'This is no id of an enrolment: give it as the API gave it, such as 0199a000-0000-7000-8000-000000000000.',
  });
});
