import { createApiFixture, type ApiFixture, type Enrolled } from '../../support/api-fixture';
import { TEST_DAY } from '../../support/care/test-day';
import { raiseRedFlag } from '../../support/care/red-flag';

let f: ApiFixture;
beforeEach(async () => {
  f = await createApiFixture();
});
afterEach(async () => {
  await f.close();
});

const HOUR = 3_600_000;
type Reason = Record<'reason' | 'do' | 'short', string> & Record<string, unknown>;
type Row = { id: string; group: string; reasons: Reason[] } & Record<string, unknown>;
type Listed = { items: Row[]; counts: Record<string, number>; now: string };

const listed = async (query = '', who: 'coordinator' | 'clinician' | 'lead' = 'coordinator'): Promise<Listed> =>
  (await f.as(who).get(`/api/v1/worklist?limit=200${query}`)).body as Listed;
const idsIn = async (query: string, who?: 'coordinator' | 'clinician' | 'lead') =>
  (await listed(query, who)).items.map(({ id }) => id);

const openTask = async (
  of: Enrolled,
  kind: string,
  { due, about = 'x', team = 'coordinators' }: { due: number; about?: string; team?: string },
) => {
  const key = `${of.id}/${kind}/${about}`;
  const row = f.db
    .insertInto('task')
    .values({
      ...{ clinic_id: f.clinicId, enrolment_id: of.id, patient_id: of.patientId, key, kind, team },
      ...{ due_at: new Date(TEST_DAY + due * HOUR), opened_at: new Date(TEST_DAY) },
    })
    .returning('id');
  return (await row.executeTakeFirstOrThrow()).id;
};
const named = (familyName: string) => f.enrolled({ patient: { familyName, givenName: 'Ada' } });
const staffId = async (role: string) =>
  (await f.db.selectFrom('staff_member').select('id').where('role', '=', role).executeTakeFirstOrThrow()).id;

test('C1-1 a red flag stands before what was due long before it, and its row says so', async () => {
  const late = await named('Late');
  await openTask(late, 'deferred-call', { due: -2000 });
  const flagged = await named('Flagged');
  await raiseRedFlag(f, flagged, 'first');

  const { items } = await listed();

  expect(items.map(({ id, group }) => [id, group])).toEqual([
    [flagged.id, 'now'],
    [late.id, 'overdue'],
  ]);
  expect(items[0]?.reasons[0]).toMatchObject({
    reason: 'escalated',
    do: 'Respond to Ada Flagged now: Trouble passing urine, leaking, or not feeling when I need to go.',
    tier: 'now',
    team: 'clinicians',
    escalationId: expect.any(String),
    taskId: null,
  });
});

test('API-4 what is overdue goes by its tier, the rest by when it is due, and what has no day comes last', async () => {
  const enrolled = new Map<string, Enrolled>();
  for (const name of ['Never', 'Tomorrow', 'Today', 'Task', 'Call']) enrolled.set(name, await named(name));
  const of = (name: string) => enrolled.get(name) ?? { id: '', patientId: '' };
  await openTask(of('Task'), 'book-sessions', { due: -90 });
  await openTask(of('Call'), 'safety-call', { due: -1 });
  await openTask(of('Today'), 'book-sessions', { due: 5 });
  await openTask(of('Tomorrow'), 'safety-call', { due: 26 });
  await f.db
    .updateTable('patient')
    .set({ email_bounced_at: new Date(TEST_DAY) })
    .where('id', '=', of('Never').patientId)
    .execute();

  const { items } = await listed();

  expect(items.map((row) => [(row.person as { familyName: string }).familyName, row.group])).toEqual([
    ['Call', 'overdue'],
    ['Task', 'overdue'],
    ['Today', 'today'],
    ['Tomorrow', 'this-week'],
    ['Never', 'later'],
  ]);
});

test('C1-2 a row says in one sentence what to do, by when and why, with the questions it is about', async () => {
  const patient = await named('Okafor');
  const key = 'care/diagnosis/mood.deferred@2026-11-22';
  await f.db
    .insertInto('check_in')
    .values({
      ...{ clinic_id: f.clinicId, enrolment_id: patient.id, patient_id: patient.patientId, key },
      ...{ ask: JSON.stringify(['phq-2']), status: 'missed' },
      ...{ opens_at: new Date(TEST_DAY - 26 * HOUR), closes_at: new Date(TEST_DAY - HOUR) },
    })
    .execute();
  await openTask(patient, 'deferred-call', { about: key, due: 7 });
  await openTask(patient, 'book-sessions', { due: -17 });
  await openTask(patient, 'chase-imaging', { due: 26, about: 'mri/lumbar' });

  const { items } = await listed();

  expect(items[0]?.reasons.map((reason) => reason.do)).toEqual([
    'Book the sessions of Ada Okafor now (it was due at 17:00 yesterday): none is booked.',
    'Ring Ada Okafor by 17:00: questions that were put off are not answered (“Your mood, in short”, Sun 22 Nov).',
    'Find the imaging result of Ada Okafor by 12:00 tomorrow: imaging was ordered and no report is there.',
  ]);
  expect(items[0]?.reasons[1]?.short).toBe(
    'Ring Ada: questions that were put off are not answered (“Your mood, in short”, Sun 22 Nov)',
  );
});

test('an address that does not work is said once, also where somebody is asked to correct it', async () => {
  const patient = await f.enrolled({ patient: { familyName: 'Bounced', email: undefined } });
  const reasonsOf = async () =>
    (await listed()).items.find(({ id }) => id === patient.id)?.reasons.map(({ reason }) => reason);

  const before = await reasonsOf();
  await openTask(patient, 'correct-contact', { due: 5 });

  expect([before?.includes('undeliverable'), await reasonsOf()]).toEqual([
    true,
    expect.not.arrayContaining(['undeliverable']),
  ]);
});

test('API-4: mine is what I took and whom I coordinate, my team’s is the work of my role; the counts obey the same filter', async () => {
  const mine = await named('Mine');
  const task = await openTask(mine, 'book-sessions', { due: 5 });
  await f.as('coordinator').post(`/api/v1/tasks/${task}/claim`, {});
  const theirs = await named('Theirs');
  await openTask(theirs, 'record-diagnosis', { due: 5, team: 'clinicians' });
  const me = await staffId('coordinator');
  const cared = await f.enrolled({ careTeam: { coordinator: me }, patient: { familyName: 'Cared' } });
  await openTask(cared, 'book-sessions', { due: 6 });

  expect(await idsIn('&owner=mine')).toEqual([mine.id, cared.id]);
  expect(await idsIn('&owner=mine', 'clinician')).toEqual([]);
  expect(await idsIn('&owner=team', 'clinician')).toEqual([theirs.id]);
  expect((await idsIn('&owner=team', 'lead')).toSorted()).toEqual([mine.id, theirs.id, cared.id].toSorted());
  expect((await listed('&owner=mine')).counts).toEqual({ needsYou: 2, waiting: 0, onTrack: 0, ended: 0 });
  const { items } = await listed();
  expect(items.map(({ owner }) => (owner as { name: string } | null)?.name ?? null)).toEqual([
    'Priya Shah',
    null,
    'Priya Shah',
  ]);
});

test('API-4: a list is narrowed to a reason, a stage, a pathway and what is overdue', async () => {
  const call = await named('Call');
  await openTask(call, 'safety-call', { due: 4 });
  const knee = await f.enrolled({ pathway: 'knee-osteoarthritis', patient: { familyName: 'Knee' } });
  await openTask(knee, 'book-sessions', { due: -4 });
  await f.settle();

  expect(await idsIn('&reason=call')).toEqual([call.id]);
  expect(await idsIn('&overdue=true')).toEqual([knee.id]);
  expect(await idsIn('&pathway=knee-osteoarthritis')).toEqual([knee.id]);
  expect(await idsIn('&stage=diagnosis')).toEqual([call.id]);
  expect((await listed('&stage=diagnosis')).items[0]?.stage).toEqual({
    track: 'care',
    id: 'diagnosis',
    title: 'Diagnosis',
  });
  expect((await listed('&reason=call')).counts).toEqual({ needsYou: 1, waiting: 0, onTrack: 0, ended: 0 });
  expect((await f.as('coordinator').get('/api/v1/worklist?reason=nonsense')).status).toBe(422);
});

test('API-4: a row tells the last contact and the course of the main score', async () => {
  const patient = await named('Course');
  await f.settle();
  for (const [week, value] of [6.3, 5, 4.7].entries()) {
    const sentAt = new Date(TEST_DAY - (21 - week * 7) * 24 * HOUR);
    const { id } = await f.db
      .insertInto('check_in')
      .values({
        ...{ clinic_id: f.clinicId, enrolment_id: patient.id, patient_id: patient.patientId, ask: '["peg"]' },
        ...{
          key: `care/diagnosis/weekly@${week}`,
          status: 'answered',
          opens_at: sentAt,
          closes_at: sentAt,
          sent_at: sentAt,
        },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await f.db
      .insertInto('score')
      .values({
        ...{ enrolment_id: patient.id, check_in_id: id, score: 'peg', value, raw: 1, at: sentAt },
        ...{ scorer_version: '1', form_version: '1' },
      })
      .execute();
  }
  const rowNow = async () => (await listed('&view=on-track')).items[0];

  expect(await rowNow()).toMatchObject({
    lastContact: { at: '2026-11-16T10:00:00.000Z', words: 'answered, Mon 16 Nov' },
    score: { instrument: 'peg', label: 'PEG', direction: 'lower', min: 0, max: 10 },
  });
  expect(((await rowNow())?.score as { points: { value: number }[] }).points.map(({ value }) => value)).toEqual([
    6.3, 5, 4.7,
  ]);
  await f
    .as('coordinator')
    .post(`/api/v1/enrolments/${patient.id}/events`, { type: 'call.made', data: { outcome: 'no-answer' } });
  expect((await rowNow())?.lastContact).toMatchObject({ words: 'rung, no answer, Mon 23 Nov' });
});
