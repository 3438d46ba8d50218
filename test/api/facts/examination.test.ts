import { anEnrolment, createApiFixture, type ApiFixture } from '../../support/api-fixture';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

async function enrolled(version = 2): Promise<{ id: string; patientId: string }> {
  const made = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment({ version }));
  expect(made.status).toBe(201);
  return made.body as { id: string; patientId: string };
}

const record = (id: string, type: string, data: object) =>
  f.as('clinician').post(`/api/v1/enrolments/${id}/events`, { type, data });
const escalationsOf = (patientId: string) =>
  f.db.selectFrom('escalation').selectAll().where('patient_id', '=', patientId).execute();
const tasksOf = async (id: string) => {
  const rows = await f.db.selectFrom('task').selectAll().where('enrolment_id', '=', id).orderBy('id').execute();
  return rows.filter(({ kind }) => kind === 'decide-bypass');
};
const statusOf = async (id: string) =>
  (await f.as('coordinator').get(`/api/v1/enrolments/${id}`)).body.status as string;

describe('a deficit that gets worse, found by an examination', () => {
  test('is raised with the fact itself, tier now, also while the engine stands still', async () => {
    const { id, patientId } = await enrolled();
    await f.settle();
    f.state.engineWorks = false;

    const answer = await record(id, 'examination.recorded', { deficit: 'progressive' });
    const raised = await escalationsOf(patientId);
    f.state.engineWorks = true;

    expect(answer.status).toBe(202);
    expect(raised).toMatchObject([{ tier: 'now', class: 'spine', status: 'open' }]);
    expect(f.nudges).toContain('escalation');
    expect(await statusOf(id)).toBe('held');
    const shown = await f.as('clinician').get(`/api/v1/escalations/${raised[0]?.id ?? ''}`);
    expect(shown.body.reason).toBe('Needs a person now: An examination found a deficit that gets worse.');
  });

  test('asks a clinician, today, whether the patient goes straight to the review', async () => {
    const { id, patientId } = await enrolled();

    await record(id, 'examination.recorded', { deficit: 'progressive' });
    await f.settle();

    expect(await tasksOf(id)).toMatchObject([{ team: 'clinicians', status: 'open' }]);
    // The step digests the same fact: it raises nothing a second time.
    expect(await escalationsOf(patientId)).toHaveLength(1);
    await record(id, 'stage.bypassed', { track: 'care', reason: 'a deficit that gets worse' });
    await f.settle();
    expect(await tasksOf(id)).toMatchObject([{ status: 'closed' }]);
  });

  test('leaves the question open until a named clinician says why not', async () => {
    const { id } = await enrolled();
    await record(id, 'examination.recorded', { deficit: 'progressive' });
    await f.settle();
    const [task] = await tasksOf(id);
    const complete = (who: 'clinician' | 'coordinator', body: object) =>
      f.as(who).post(`/api/v1/tasks/${task?.id ?? ''}/completion`, body);

    expect((await complete('coordinator', { note: 'no' })).status).toBe(403);
    expect((await complete('clinician', {})).status).toBe(422);
    expect((await complete('clinician', { note: 'Seen by the surgeon already.' })).status).toBe(200);
  });

  test('that was first written down as none is raised by its correction', async () => {
    const { id, patientId } = await enrolled();
    const first = await record(id, 'examination.recorded', { deficit: 'none' });
    await f.settle();
    expect(await escalationsOf(patientId)).toEqual([]);

    const corrected = await record(id, 'event.retracted', {
      eventId: first.body.eventId,
      reason: 'the wrong box',
      replacement: { deficit: 'progressive' },
    });

    expect(corrected.status).toBe(202);
    expect(await escalationsOf(patientId)).toMatchObject([{ tier: 'now', class: 'spine' }]);
    await f.settle();
    expect(await statusOf(id)).toBe('held');
    expect(await tasksOf(id)).toMatchObject([{ status: 'open' }]);
  });

  test('holds the messages of the patient’s other pathway as well', async () => {
    const first = anEnrolment({ version: 2 });
    const one = await f.as('coordinator').post('/api/v1/enrolments', first);
    const two = await f
      .as('coordinator')
      .post('/api/v1/enrolments', { ...first, pathway: 'knee-osteoarthritis', version: 1 });
    expect([one.status, two.status]).toEqual([201, 201]);

    await record(one.body.id as string, 'examination.recorded', { deficit: 'progressive' });
    await f.settle();

    expect(await statusOf(two.body.id as string)).toBe('held');
  });

  test.each(['none', 'stable'] as const)('%s wakes nobody', async (deficit) => {
    const { id, patientId } = await enrolled();

    await record(id, 'examination.recorded', { deficit });
    await f.settle();

    expect(await escalationsOf(patientId)).toEqual([]);
    expect(await tasksOf(id)).toEqual([]);
  });
});
