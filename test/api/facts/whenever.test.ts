import { DAY } from '../../../src/domain/words/time';
import { openCorrectedClinic, type CorrectedClinic } from '../../support/care/corrected-clinic';

// Facts that no stage waits for: each is recorded on the first day, read back with what was typed, and taken back.

let c: CorrectedClinic;
beforeAll(async () => {
  c = await openCorrectedClinic();
});
afterAll(async () => {
  await c.close();
});

const enrolled = (version = 2) => c.enrolled({ version });
const post = (id: string, type: string, data: object) =>
  c.as('clinician').post(`/api/v1/enrolments/${id}/events`, { type, data });

async function shown(id: string, eventId: string): Promise<{ data?: object; correction?: object } | undefined> {
  const { body } = await c.as('coordinator').get(`/api/v1/enrolments/${id}/timeline?limit=200`);
  return (body as { items: { eventId?: string; data?: object; correction?: object }[] }).items.find(
    (line) => line.eventId === eventId,
  );
}

const bridging = { what: 'bridging', timesADay: 2, daysAWeek: 7 };

const facts: [string, object][] = [
  [
    'history.recorded',
    {
      previousOperations: 2,
      cause: 'scar',
      painSites: ['back', 'left-leg'],
      levels: ['L4/L5', 'L5/S1'],
      operations: [
        { kind: 'decompression', level: 'L5/S1', on: '2019' },
        { kind: 'fusion', on: '2021-03' },
      ],
      hopes: 'To lift my grandson',
    },
  ],
  ['examination.recorded', { deficit: 'stable', sites: [{ site: 'left-leg', deficit: 'stable' }] }],
  ['procedure.checked', { check: 'anticoagulant', result: 'managed', note: 'Apixaban paused, as agreed with her GP' }],
  [
    'surgery.performed',
    { kind: 'fusion', level: 'L4/L5', on: '2020-01-01', complication: 'A tear of the dura, closed' },
  ],
  ['pregnancy.changed', { pregnant: 'no' }],
  [
    'adverse-event.recorded',
    { of: 'procedure', name: 'nerve-block', severity: 'moderate', text: 'Fainted afterwards' },
  ],
  ['programme.given', { exercises: [bridging], by: 'physiotherapist', note: 'On the mat she has' }],
  ['therapy.declined', { stage: 'first-block', reason: 'Too far to travel' }],
  ['treatment.declined', { class: 'opioid', reason: 'Saw what it did to her brother' }],
  ['treatment.added', { class: 'tricyclic', agent: 'amitriptyline', as: 'add-on', startedOn: '2020-01-01' }],
  ['call.made', { outcome: 'reached', spokeWith: 'family', text: 'Her daughter says she is at work' }],
];

test.each(facts)('%s is recorded on the first day, read back, and taken back', async (type, data) => {
  const { id } = await enrolled();

  const eventId = await c.record('clinician', id, type, data);
  await c.settle();

  expect(await shown(id, eventId)).toMatchObject({ data, correction: null });
  expect((await c.retract('clinician', id, eventId)).status).toBe(202);
  await c.rebuilt(id);
  expect(await shown(id, eventId)).toMatchObject({ correction: { as: 'retracted' } });
});

const injection = { kind: 'nerve-block', region: 'lumbar', side: 'left', guidance: 'ct', performedOn: '2020-01-01' };

const refusals: [string, string, object, number, string][] = [
  ['a level nobody has', 'history.recorded', { previousOperations: 1, levels: ['the low back'] }, 422, 'data.levels.0'],
  [
    'an operation in the future',
    'history.recorded',
    { previousOperations: 1, operations: [{ kind: 'fusion', on: '2999' }] },
    422,
    'data.operations.0.on',
  ],
  [
    'a site nobody has',
    'examination.recorded',
    { deficit: 'none', sites: [{ site: 'tail', deficit: 'none' }] },
    422,
    'data.sites.0.site',
  ],
  ['a programme without exercises', 'programme.given', { exercises: [], by: 'x' }, 422, 'data.exercises'],
  [
    'a start in the future',
    'treatment.added',
    { class: 'opioid', agent: 'x', as: 'add-on', startedOn: '2999-01-01' },
    422,
    'data.startedOn',
  ],
  ['neither class nor stage', 'treatment.declined', { reason: 'x' }, 422, 'data'],
  ['a call that reached nobody in particular', 'call.made', { outcome: 'reached' }, 422, 'data.spokeWith'],
  [
    'a class that is not known',
    'treatment.declined',
    { class: 'massage', reason: 'x' },
    409,
    'There is no class "massage" here',
  ],
  [
    'a block that is not known',
    'therapy.declined',
    { stage: 'massage', reason: 'x' },
    409,
    'There is no "massage" in this pathway',
  ],
  [
    'an added class that is not known',
    'treatment.added',
    { class: 'massage', agent: 'x', as: 'add-on', startedOn: '2020-01-01' },
    409,
    'There is no class "massage" here',
  ],
  ['a check without its result', 'procedure.checked', { check: 'infection' }, 422, 'data'],
  [
    'a check and names of others',
    'procedure.checked',
    { check: 'infection', result: 'clear', checks: ['diabetes'] },
    422,
    'data',
  ],
  ['managed, and nobody says how', 'procedure.checked', { check: 'infection', result: 'managed' }, 422, 'data.note'],
  ['a check of nothing', 'procedure.checked', { check: 'weather', result: 'clear' }, 409, '"weather" is no check'],
  ['an operation to come', 'surgery.performed', { kind: 'fusion', level: 'L4/L5', on: '2999-01-01' }, 422, 'data.on'],
  [
    'an operation of no level',
    'surgery.performed',
    { kind: 'fusion', level: 'back', on: '2020-01-01' },
    422,
    'data.level',
  ],
  ['more relief than there was pain', 'stimulator-trial.reported', { reliefPercent: 101 }, 422, 'data.reliefPercent'],
  ['the result of no trial', 'stimulator-trial.reported', { reliefPercent: 60 }, 409, 'No trial of a stimulator waits'],
];

test.each(refusals)('%s is refused, and the answer says where or why', async (_what, type, data, status, says) => {
  const { id } = await enrolled();
  const before = await c.rows();

  const answer = await post(id, type, data);

  expect(answer.status).toBe(status);
  const fields = ((answer.body.errors ?? []) as { field: string }[]).map(({ field }) => field);
  expect(status === 422 ? fields.join() : answer.body.detail).toContain(says);
  expect(await c.rows()).toEqual(before);
});

test.each(['pregnancy.changed', 'adverse-event.recorded', 'programme.given', 'treatment.declined'])(
  '%s is refused after a death',
  async (type) => {
    const { id, patientId } = await enrolled();
    await c.recordOfPerson(patientId, 'patient.died');

    const answer = await post(id, type, Object.fromEntries(facts)[type] ?? {});

    expect([answer.status, answer.body.detail]).toEqual([409, expect.stringMatching(/ended on .* \(died\)/)]);
  },
);

describe('what wakes somebody the same day', () => {
  const escalations = (patientId: string) =>
    c.db.selectFrom('escalation').select(['tier', 'class']).where('patient_id', '=', patientId).execute();

  test.each([
    ['pregnancy.changed', { pregnant: 'yes' }, 'medication'],
    ['adverse-event.recorded', { of: 'operation', severity: 'severe', text: 'x' }, 'spine'],
  ])('%s', async (type, data, signalClass) => {
    const { id, patientId } = await enrolled();

    await c.record('coordinator', id, type, data);
    await c.settle();

    expect(await escalations(patientId)).toEqual([{ tier: 'today', class: signalClass }]);
    const list = await c.as('clinician').get('/api/v1/escalations?status=open');
    expect(JSON.stringify(list.body)).not.toContain('adverse-event.severe.');
  });
});

test('whoever goes past a check that is not clear does it under a name', async () => {
  const { id } = await enrolled();
  const data = { ...injection, override: 'x' };
  const program = { key: await c.programKey('clinician') };
  const asked = async (who: Parameters<typeof c.as>[0], said: object) =>
    (await c.as(who).post(`/api/v1/enrolments/${id}/events`, { type: 'procedure.performed', data: said })).status;

  // The last one is the same procedure once more.
  expect([await asked(program, data), await asked(program, injection), await asked('clinician', data)]).toEqual([
    403, 202, 409,
  ]);
});

describe('a call for a task', () => {
  async function called(outcome: object): Promise<{ status: number; task: string | undefined }> {
    const { id, patientId } = await enrolled();
    await c.recordOfPerson(patientId, 'contact.changed', { phone: null });
    await c.settle();
    const open = c.db.selectFrom('task').select(['id', 'status']).where('enrolment_id', '=', id);
    const task = await open.where('kind', '=', 'no-telephone').executeTakeFirstOrThrow();
    const data = { ...outcome, task: task.id };
    const answer = await c.as('coordinator').post(`/api/v1/enrolments/${id}/events`, { type: 'call.made', data });
    return { status: answer.status, task: task.id };
  }

  test('is recorded with the task by the name it has in the pathway', async () => {
    const { status, task } = await called({ outcome: 'no-answer' });

    expect(status).toBe(202);
    const event = c.db
      .selectFrom('event')
      .select('data')
      .where('type', '=', 'call.made')
      .orderBy('recorded_at', 'desc');
    expect((await event.executeTakeFirstOrThrow()).data).toMatchObject({
      task: expect.stringMatching(/^no-telephone\//),
    });
    expect(task).toBeDefined();
  });

  test('that reached the patient does it; taken back, it is to be done again', async () => {
    const { id } = await enrolled();
    const data = { until: (await c.now()) + 20 * DAY, reason: 'by link', by: 'patient' as const };
    await c.recordDirectly(id, { type: 'enrolment.paused', data, recordedBy: 'patient' });
    await c.wait(0);
    const rows = c.db.selectFrom('task').select(['id', 'status']).where('enrolment_id', '=', id);
    const pause = () => rows.where('kind', '=', 'call-about-pause').executeTakeFirstOrThrow();
    const { id: task } = await pause();

    await c.record('coordinator', id, 'call.made', { outcome: 'voicemail', task });
    await c.settle();
    expect((await pause()).status).toBe('open');
    const reached = { outcome: 'reached', spokeWith: 'patient', task, text: 'Away until the end of the month' };
    const call = await c.record('coordinator', id, 'call.made', reached);
    await c.settle();
    expect((await pause()).status).toBe('closed');

    expect((await c.retract('coordinator', id, call)).status).toBe(202);
    await c.settle();
    expect((await pause()).status).toBe('open');
    await c.rebuilt(id);
  });

  test('of somebody else is not found', async () => {
    const { id } = await enrolled();
    const other = await enrolled();
    await c.recordOfPerson(other.patientId, 'contact.changed', { phone: null });
    await c.settle();
    const task = await c.db
      .selectFrom('task')
      .select('id')
      .where('enrolment_id', '=', other.id)
      .executeTakeFirstOrThrow();

    const answer = await post(id, 'call.made', { outcome: 'no-answer', task: task.id });

    expect(answer.status).toBe(404);
  });
});
