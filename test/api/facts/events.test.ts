import { createApiFixture, type ApiFixture } from '../../support/api-fixture';
import { TEST_DAY } from '../../support/care/test-day';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

const DAY_MS = 86_400_000;
const today = (): string => new Date(TEST_DAY).toISOString().slice(0, 10);

describe('POST /enrolments/:id/events', () => {
  test('a diagnosis is answered when the step is done', async () => {
    const { id } = await f.enrolled();

    const answer = await f
      .as('clinician')
      .post(`/api/v1/enrolments/${id}/events`, { type: 'diagnosis.recorded', data: { mechanism: 'neuropathic' } });

    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({ eventId: expect.any(String), undoUntil: expect.stringMatching(/Z$/) });
    const seen = await f.as('coordinator').get(`/api/v1/enrolments/${id}`);
    expect(seen.body.tracks[0].stage).toBe('neuropathic-trial');
  });

  test('without the engine it is answered after about a second, and kept', async () => {
    const { id } = await f.enrolled();
    f.state.engineWorks = false;

    const started = performance.now();
    const answer = await f
      .as('clinician')
      .post(`/api/v1/enrolments/${id}/events`, { type: 'diagnosis.recorded', data: { mechanism: 'mixed' } });
    const took = performance.now() - started;
    f.state.engineWorks = true;

    expect(answer.status).toBe(202);
    expect(took).toBeGreaterThan(900);
    const event = await f.db
      .selectFrom('event')
      .select('type')
      .where('id', '=', answer.body.eventId)
      .executeTakeFirst();
    expect(event).toEqual({ type: 'diagnosis.recorded' });
  });

  test('a fact may have happened in the past, and is kept with its own time', async () => {
    const { id } = await f.enrolled();
    const occurredAt = new Date(TEST_DAY - 3 * DAY_MS).toISOString();

    const answer = await f.as('clinician').post(`/api/v1/enrolments/${id}/events`, {
      type: 'diagnosis.recorded',
      occurredAt,
      data: { mechanism: 'axial' },
    });

    const event = await f.db
      .selectFrom('event')
      .select('occurred_at')
      .where('id', '=', answer.body.eventId)
      .executeTakeFirstOrThrow();
    expect(new Date(event.occurred_at).toISOString()).toBe(occurredAt);
  });

  test('what no stage waits for is recorded all the same, and the answer says so', async () => {
    const { id } = await f.enrolled();
    const record = (type: string, data: object) =>
      f.as('clinician').post(`/api/v1/enrolments/${id}/events`, { type, data });

    const data = { class: 'gabapentinoid', agent: 'pregabalin', doseLevel: 'starting', startedOn: today() };
    const early = await record('medication.started', data);
    expect([early.status, early.body.note]).toEqual([202, 'Recorded; this stage does not wait for it.']);

    const unknown = await record('medication.started', { ...data, class: 'gabapentinoids' });
    expect(unknown.status).toBe(409);
    expect(unknown.body.detail).toMatch(/no class "gabapentinoids" here/);
  });

  test('what is not possible now is a 409 that says why, and nothing is written', async () => {
    const { id } = await f.enrolled();
    const before = await f.rows();

    const answer = await f.as('clinician').post(`/api/v1/enrolments/${id}/events`, {
      type: 'decision.made',
      data: { gate: 'surgical-review', choice: 'approve', reason: 'no other way' },
    });

    expect(answer.status).toBe(409);
    expect(answer.body.code).toBe('not-possible-now');
    expect(answer.body.detail.length).toBeGreaterThan(15);
    expect(await f.rows()).toEqual(before);
  });

  test.each([
    ['an unknown type', { type: 'patient.promoted', data: {} }, ['type']],
    ['no type', { data: {} }, ['type']],
    ['an unknown mechanism', { type: 'diagnosis.recorded', data: { mechanism: 'bad' } }, ['data.mechanism']],
    ['missing data', { type: 'diagnosis.recorded' }, ['data']],
    [
      'every missing field',
      { type: 'medication.started', data: {} },
      ['data.class', 'data.agent', 'data.doseLevel', 'data.startedOn'],
    ],
    [
      'a start in the future',
      { type: 'medication.started', data: { class: 'snri', agent: 'x', doseLevel: 'target', startedOn: '2999-01-01' } },
      ['data.startedOn'],
    ],
    [
      'a time in the future',
      { type: 'enrolment.resumed', occurredAt: '2999-01-01T00:00:00Z', data: {} },
      ['occurredAt'],
    ],
    ['a time without zone', { type: 'enrolment.resumed', occurredAt: '2020-01-01T00:00:00', data: {} }, ['occurredAt']],
    [
      'a pause that ended',
      { type: 'enrolment.paused', data: { until: '2020-01-01T00:00:00Z', reason: 'holiday' } },
      ['data.until'],
    ],
    ['an unknown field', { type: 'enrolment.withdrawn', data: { reason: 'x', extra: 1 } }, ['data.extra']],
    ['a list', [], ['body']],
  ])('%s is a 422 that names the field', async (_case, body, fields) => {
    const { id } = await f.enrolled();
    const before = await f.rows();

    const answer = await f.as('clinician').post(`/api/v1/enrolments/${id}/events`, body);

    expect(answer.status).toBe(422);
    expect(answer.body.errors.map(({ field }: { field: string }) => field)).toEqual(fields);
    expect(await f.rows()).toEqual(before);
  });

  test('a decision needs a clinician with a name', async () => {
    const { id } = await f.enrolled();
    const body = { type: 'decision.made', data: { gate: 'surgical-review', choice: 'approve', reason: 'x' } };

    const coordinator = await f.as('coordinator').post(`/api/v1/enrolments/${id}/events`, body);
    const program = await f.as({ key: await f.programKey('clinician') }).post(`/api/v1/enrolments/${id}/events`, body);

    expect([coordinator.status, program.status]).toEqual([403, 403]);
    expect(program.body.detail).toContain('named person');
  });

  test('a decision closes its gate with the name of who decided', async () => {
    const { id } = await f.enrolled();
    await f
      .as('clinician')
      .post(`/api/v1/enrolments/${id}/events`, { type: 'diagnosis.recorded', data: { mechanism: 'neuropathic' } });
    const startedOn = today();
    await f.as('clinician').post(`/api/v1/enrolments/${id}/events`, {
      type: 'medication.started',
      data: { class: 'snri', agent: 'duloxetine', doseLevel: 'target', startedOn },
    });
    await f
      .as('clinician')
      .post(`/api/v1/enrolments/${id}/events`, { type: 'medication.stopped', data: { reason: 'side effects' } });
    const gate = await f.db
      .selectFrom('gate')
      .select(['gate', 'status'])
      .where('enrolment_id', '=', id)
      .executeTakeFirst();
    expect(gate).toEqual({ gate: 'surgical-review', status: 'open' });

    const answer = await f.as('lead').post(`/api/v1/enrolments/${id}/events`, {
      type: 'decision.made',
      data: { gate: 'surgical-review', choice: 'approve', reason: 'nothing else left' },
    });

    expect(answer.status).toBe(202);
    const closed = await f.db
      .selectFrom('gate')
      .innerJoin('staff_member', 'staff_member.id', 'gate.decided_by')
      .select(['status', 'name'])
      .where('enrolment_id', '=', id)
      .executeTakeFirst();
    expect(closed).toEqual({ status: 'approved', name: 'Dr Amara Osei' });
    const seen = await f.as('lead').get(`/api/v1/enrolments/${id}`);
    expect(seen.body.tracks[0].stage).toBe('surgical-review');
  });

  test('after a withdrawal nothing is planned and nothing more is taken', async () => {
    const { id } = await f.enrolled();

    await f
      .as('coordinator')
      .post(`/api/v1/enrolments/${id}/events`, { type: 'enrolment.withdrawn', data: { reason: 'asked to stop' } });
    const next = await f
      .as('clinician')
      .post(`/api/v1/enrolments/${id}/events`, { type: 'diagnosis.recorded', data: { mechanism: 'axial' } });

    const seen = await f.as('coordinator').get(`/api/v1/enrolments/${id}`);
    const messages = await f.as('coordinator').get(`/api/v1/enrolments/${id}/messages?limit=200`);
    expect(seen.body).toMatchObject({ status: 'ended', next: [] });
    expect(next.status).toBe(409);
    expect(messages.body.items.filter(({ state }: { state: string }) => state === 'planned')).toEqual([]);
    expect(messages.body.items).toContainEqual(expect.objectContaining({ state: 'withheld', reason: 'withdrawn' }));
  });

  test('another clinic finds nothing to write to', async () => {
    const { id } = await f.enrolled();
    const other = await f.otherClinic('lead');
    const before = await f.rows();

    const answer = await f
      .as(other)
      .post(`/api/v1/enrolments/${id}/events`, { type: 'enrolment.withdrawn', data: { reason: 'x' } });

    expect(answer.status).toBe(404);
    expect(await f.rows()).toEqual(before);
  });
});

describe('POST /patients/:id/events', () => {
  test('a death ends every enrolment and is written to the patient', async () => {
    const { id, patientId } = await f.enrolled();

    const answer = await f
      .as('coordinator')
      .post(`/api/v1/patients/${patientId}/events`, { type: 'patient.died', data: { diedOn: today() } });

    expect(answer.status).toBe(202);
    expect(answer.body.events).toEqual([{ enrolmentId: id, eventId: expect.any(String) }]);
    const seen = await f.as('coordinator').get(`/api/v1/enrolments/${id}`);
    const patient = await f.db.selectFrom('patient').select('died_on').where('id', '=', patientId).executeTakeFirst();
    expect(seen.body.status).toBe('ended');
    expect(patient).toEqual({ died_on: today() });
    const again = await f
      .as('coordinator')
      .post(`/api/v1/patients/${patientId}/events`, { type: 'patient.died', data: {} });
    expect(again.status).toBe(409);
  });

  test('a withdrawn consent is a new row, and nothing is planned', async () => {
    const { id, patientId } = await f.enrolled();

    const answer = await f
      .as('coordinator')
      .post(`/api/v1/patients/${patientId}/events`, { type: 'consent.changed', data: { email: false } });

    expect(answer.status).toBe(202);
    const consents = await f.db
      .selectFrom('consent')
      .select('given')
      .where('patient_id', '=', patientId)
      .orderBy('recorded_at')
      .execute();
    expect(consents).toEqual([{ given: true }, { given: false }]);
    const list = await f.as('coordinator').get('/api/v1/worklist?view=needs-you&limit=200');
    expect(list.body.items).toContainEqual(
      expect.objectContaining({ id, reasons: [expect.objectContaining({ reason: 'no-consent' })] }),
    );
  });

  test('a new address is written, the old bounce forgotten, and only a hint reaches the event', async () => {
    const { patientId } = await f.enrolled();
    await f.db
      .updateTable('patient')
      .set({ email_bounced_at: new Date(TEST_DAY) })
      .where('id', '=', patientId)
      .execute();

    const answer = await f.as('coordinator').post(`/api/v1/patients/${patientId}/events`, {
      type: 'contact.changed',
      data: { email: 'new@example.test', phone: null },
    });

    expect(answer.status).toBe(202);
    const patient = await f.db
      .selectFrom('patient')
      .select(['email', 'phone', 'email_bounced_at'])
      .where('id', '=', patientId)
      .executeTakeFirst();
    expect(patient).toEqual({ email: 'new@example.test', phone: null, email_bounced_at: null });
    const event = await f.db
      .selectFrom('event')
      .select('data')
      .where('id', '=', answer.body.events[0].eventId)
      .executeTakeFirstOrThrow();
    expect(event.data).toEqual({
      reach: expect.objectContaining({ hasEmail: true, hasPhone: false }),
      newAddress: true,
    });
    expect(JSON.stringify(event.data)).not.toContain('new@example.test');
  });

  test.each([
    ['no field at all', { type: 'contact.changed', data: {} }, 'data'],
    ['two mailboxes', { type: 'contact.changed', data: { email: 'a@b.test,c@d.test' } }, 'data.email'],
    ['a text for consent', { type: 'consent.changed', data: { email: 'yes' } }, 'data.email'],
    ['a death to come', { type: 'patient.died', data: { diedOn: '2999-01-01' } }, 'data.diedOn'],
  ])('%s is refused by name', async (_case, body, field) => {
    const { patientId } = await f.enrolled();
    const before = await f.rows();

    const answer = await f.as('coordinator').post(`/api/v1/patients/${patientId}/events`, body);

    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((fault: { field: string }) => fault.field)).toEqual([field]);
    expect(await f.rows()).toEqual(before);
  });
});
