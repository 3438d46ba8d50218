import { raiseRedFlag } from '../../support/care/red-flag';
import { createApiFixture, type ApiFixture, type Enrolled } from '../../support/api-fixture';

// G-9: two people at one thing know of each other.

let f: ApiFixture;
let patient: Enrolled;
let escalation: string;
beforeAll(async () => {
  f = await createApiFixture();
  patient = await f.enrolled();
  await f.settle();
  escalation = await raiseRedFlag(f, patient, 'opened');
});
afterAll(() => f.close());

type Read = { openedBy: { name: string; since: string }[] };
const read = async (who: Parameters<ApiFixture['as']>[0], path: string) =>
  ((await f.as(who).get(`/api/v1${path}`)).body as Read).openedBy.map(({ name }) => name);
const nameOf = async (role: string) =>
  (await f.db.selectFrom('staff_member').select('name').where('role', '=', role).executeTakeFirstOrThrow()).name;

test.each([
  ['an escalation', () => `/escalations/${escalation}`],
  ['a case', () => `/enrolments/${patient.id}`],
  ['the questions of a patient', () => `/enrolments/${patient.id}/gates`],
])('whoever opens %s is told who else has it open, and is not told of themselves', async (_what, path) => {
  const alone = await read('clinician', path());
  const again = await read('clinician', path());
  const second = await read('coordinator', path());
  const both = await read('clinician', path());

  expect([alone, again]).toEqual([[], []]);
  expect(second).toEqual([await nameOf('clinician')]);
  expect(both).toEqual([await nameOf('coordinator')]);
});

test('since is the clinic’s time, whoever has left is not told of, and nothing is written for it but the reads', async () => {
  await read('clinician', `/enrolments/${patient.id}`);
  const rows = async () => (await f.db.selectFrom('audit_log').select('action').execute()).length;
  const before = await rows();
  const [opened] = ((await f.as('lead').get(`/api/v1/enrolments/${patient.id}`)).body as Read).openedBy;
  const after = await rows();
  await f.db.updateTable('staff_member').set({ active: false }).where('role', '=', 'clinician').execute();
  const left = await read('lead', `/enrolments/${patient.id}`);
  await f.db.updateTable('staff_member').set({ active: true }).where('role', '=', 'clinician').execute();

  expect((await f.now()) - Date.parse(opened?.since ?? '')).toBeLessThan(60_000);
  expect(after - before).toBe(1);
  expect(left).toEqual([await nameOf('coordinator')]);
});

test('a program has nothing open, and another clinic opens nothing of this one', async () => {
  const before = await read('lead', `/escalations/${escalation}`);
  await f.as({ key: await f.programKey('clinician') }).get(`/api/v1/escalations/${escalation}`);
  const other = await f.as(await f.otherClinic('clinician')).get(`/api/v1/escalations/${escalation}`);

  expect(other.status).toBe(404);
  expect(await read('lead', `/escalations/${escalation}`)).toEqual(before);
});
