import { DAY, HOUR } from '../../../src/domain/words/time';
import { anEnrolment, type Enrolled } from '../../support/api-fixture';
import { openCorrectedClinic, type CorrectedClinic, type Who } from '../../support/care/corrected-clinic';
import { linkTo } from '../patient/patient-at-home';

let f: CorrectedClinic;
beforeAll(async () => {
  f = await openCorrectedClinic();
});
afterAll(async () => {
  await f.close();
});

const KNEE = { pathway: 'knee-osteoarthritis', version: undefined };

const propose = (who: Who, into: Enrolled, from: Pick<Enrolled, 'patientId'>) =>
  f.as(who).post(`/api/v1/patients/${into.patientId}/events`, {
    type: 'patient.merged',
    data: { from: from.patientId, reason: 'typed twice' },
  });
const confirm = (who: Who, into: Enrolled) =>
  f.as(who).post(`/api/v1/patients/${into.patientId}/merge/confirmation`, {});

async function merge(into: Enrolled, from: Enrolled): Promise<void> {
  expect((await propose('coordinator', into, from)).status).toBe(202);
  const confirmed = await confirm('clinician', into);
  expect([confirmed.status, confirmed.body.detail]).toEqual([202, undefined]);
  await f.settle();
}

/** One person under two records, on two pathways. */
const twice = async (from: object = {}): Promise<[Enrolled, Enrolled]> => [
  await f.enrolled(),
  await f.enrolled({ ...KNEE, patient: from }),
];

const patientOf = async (enrolmentId: string): Promise<string> =>
  (await f.db.selectFrom('enrolment').select('patient_id').where('id', '=', enrolmentId).executeTakeFirstOrThrow())
    .patient_id;

async function raise({ id, patientId }: Enrolled): Promise<string> {
  return f.store.transact(f.db, async (tx) => {
    const [locked] = await f.store.facts.lockPatientEnrolments(tx, f.deps.rules, patientId);
    const { escalationId } = await f.store.escalations.raiseEscalation(tx, {
      clinicId: f.clinicId,
      patientId,
      enrolmentId: id,
      checkInId: null,
      tier: 'now',
      class: 'spine',
      rule: 'test',
      signalKey: `${id}/test`,
      at: locked?.now ?? 0,
    });
    if (locked) {
      const data = { escalation: escalationId };
      await f.store.facts.recordFact(tx, locked, { type: 'escalation.raised', data, recordedBy: 'system' });
    }
    return escalationId;
  });
}

describe('two records of one person', () => {
  test('become one once a second named person has looked', async () => {
    const [into, from] = await twice();

    const proposed = await propose('coordinator', into, from);
    const alone = await confirm('coordinator', into);
    const between = await patientOf(from.id);
    const confirmed = await confirm('clinician', into);

    expect([proposed.status, proposed.body.events]).toEqual([202, []]);
    expect([alone.status, alone.body.detail]).toEqual([409, expect.stringContaining('two named people')]);
    expect(between).toBe(from.patientId);
    expect(confirmed.status).toBe(202);
    expect(confirmed.body.events.map(({ enrolmentId }: { enrolmentId: string }) => enrolmentId).sort()).toEqual(
      [into.id, from.id].sort(),
    );
    expect(await patientOf(from.id)).toBe(into.patientId);
    const task = await f.db
      .selectFrom('task')
      .select(['kind', 'status'])
      .where('id', '=', proposed.body.taskId)
      .executeTakeFirst();
    expect(task).toEqual({ kind: 'confirm-merge', status: 'done' });
    expect((await confirm('clinician', into)).status).toBe(404);
    for (const { id } of [into, from]) await f.rebuilt(id);
  });

  test('keep both histories to be read, the ended enrolments too', async () => {
    const [into, from] = await twice();
    const ended = await f.enrolled({ patient: { reference: `${from.patientId}-x` } });
    await f.record('coordinator', ended.id, 'enrolment.withdrawn', { reason: 'moved away' });
    await merge(into, from);
    await merge(into, ended);

    for (const { id } of [into, from, ended]) {
      const timeline = await f.as('clinician').get(`/api/v1/enrolments/${id}/timeline?limit=200`);
      const lines = (timeline.body.items as { text: string }[]).map(({ text }) => text);
      expect(timeline.status).toBe(200);
      expect(lines).toContain('Two records of this patient were made one.');
    }
    const seen = await f.as('clinician').get(`/api/v1/enrolments/${ended.id}`);
    expect(seen.body).toMatchObject({ status: 'ended', patientId: into.patientId });
  });

  test('are found by either reference afterwards, and the record that went says where', async () => {
    const [into, from] = await twice();
    const { reference } = await f.db
      .selectFrom('patient')
      .select('reference')
      .where('id', '=', from.patientId)
      .executeTakeFirstOrThrow();
    await merge(into, from);

    const late = await f.as('coordinator').post(`/api/v1/patients/${from.patientId}/events`, {
      type: 'contact.changed',
      data: { phone: '+44 20 7946 0123' },
    });
    const again = await f
      .as('coordinator')
      .post('/api/v1/enrolments', { ...anEnrolment(KNEE), patient: { ...anEnrolment().patient, reference } });

    expect([late.status, late.body.details]).toEqual([409, { reason: 'merged', patientId: into.patientId }]);
    expect([again.status, again.body.details]).toEqual([409, { enrolmentId: from.id }]);
  });

  test('have one address: links to the other one are dead, and what is open is asked again', async () => {
    const [into, from] = await twice();
    await f.wait(DAY);
    for (const { id } of [into, from]) await f.send(id);
    const openOf = async ({ id }: Enrolled) =>
      f.db
        .selectFrom('check_in')
        .select('id')
        .where('enrolment_id', '=', id)
        .orderBy('opens_at')
        .executeTakeFirstOrThrow();
    const own = await linkTo(f.store, (await openOf(into)).id);
    const checkIn = await openOf(from);
    const other = await linkTo(f.store, checkIn.id);

    await merge(into, from);

    expect((await f.as(null).get(`/go/${own}`)).status).toBe(200);
    expect((await f.as(null).get(`/go/${other}`)).status).toBe(404);
    const planned = await f.db
      .selectFrom('message')
      .select(['role', 'patient_id'])
      .where('check_in_id', '=', checkIn.id)
      .where('state', '=', 'planned')
      .orderBy('due_at')
      .execute();
    expect(planned[0]).toEqual({ role: 'invite', patient_id: into.patientId });
  });

  test('are not written to when either said no', async () => {
    const [into, from] = await twice();
    await f.recordOfPerson(from.patientId, 'consent.changed', { email: false });

    await merge(into, from);

    expect(await f.store.patients.mailConsent(f.db, into.patientId)).toBe(false);
    const { emailConsent } = await f.rebuilt(into.id);
    expect(emailConsent).toBe(false);
  });

  test('hold the messages of both while either has somebody to be seen now', async () => {
    const [into, from] = await twice();
    const escalation = await raise(from);
    await f.settle();

    await merge(into, from);

    expect((await f.rebuilt(into.id)).holds).toEqual([escalation]);
    const { patient_id: owner } = await f.db
      .selectFrom('escalation')
      .select('patient_id')
      .where('id', '=', escalation)
      .executeTakeFirstOrThrow();
    expect(owner).toBe(into.patientId);
    expect(await f.statusOf(into.id)).toBe('held');
  });

  test('get what the kept one lacked', async () => {
    const into = await f.enrolled({ patient: { phone: undefined, email: undefined } });
    const from = await f.enrolled(KNEE);

    await merge(into, from);

    const { reach } = await f.rebuilt(into.id);
    expect(reach).toMatchObject({ hasEmail: true, hasPhone: true });
    expect((await f.openTasks(into.id)).map(({ kind }) => kind)).not.toContain('no-telephone');
  });
});

describe('a merge that would lose a promise is refused, with what to mend', () => {
  test('two open enrolments on one pathway', async () => {
    const [into, from] = [await f.enrolled(), await f.enrolled()];

    const answer = await propose('coordinator', into, from);

    expect([answer.status, answer.body.details]).toEqual([
      409,
      {
        reason: 'two-open-enrolments',
        pathway: 'post-laminectomy-syndrome',
        enrolmentIds: [into.id, from.id],
      },
    ]);
  });

  test('somebody to be seen now under both, also when it comes up only after the proposal', async () => {
    const [into, from] = await twice();
    await propose('coordinator', into, from);
    const escalationIds = [await raise(into), await raise(from)];

    const answer = await confirm('clinician', into);

    expect([answer.status, answer.body.details]).toEqual([409, { reason: 'two-escalations', escalationIds }]);
    expect(await patientOf(from.id)).toBe(from.patientId);
  });

  test('a death in one of them', async () => {
    const [into, from] = await twice();
    await f.recordOfPerson(from.patientId, 'patient.died');

    const answer = await propose('coordinator', into, from);

    expect([answer.status, answer.body.details.reason]).toEqual([409, 'died-in-one']);
  });

  test.each([
    ['itself', async (into: Enrolled) => Promise.resolve(into)],
    ['nobody', async () => Promise.resolve({ patientId: '0199a000-0000-7000-8000-000000000000' })],
  ])('%s', async (_what, from) => {
    const into = await f.enrolled();

    const answer = await propose('coordinator', into, await from(into));

    expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([422, 'data.from']);
  });

  test('by a key without a person', async () => {
    const [into, from] = await twice();
    const key = await f.programKey('coordinator');

    const answer = await f.as({ key }).post(`/api/v1/patients/${into.patientId}/events`, {
      type: 'patient.merged',
      data: { from: from.patientId, reason: 'x' },
    });

    expect(answer.status).toBe(403);
  });
});

test('a fact that waits for a merge is written for the person it belongs to by then', async () => {
  const [into, from] = await twice();
  await propose('coordinator', into, from);
  await f.wait(HOUR);

  const [confirmed, recorded] = await Promise.all([
    confirm('clinician', into),
    f.as('coordinator').post(`/api/v1/enrolments/${from.id}/events`, {
      type: 'enrolment.paused',
      data: { until: new Date((await f.now()) + 7 * DAY).toISOString(), reason: 'away' },
    }),
  ]);

  expect([confirmed.status, recorded.status]).toEqual([202, 202]);
  expect(await patientOf(from.id)).toBe(into.patientId);
  await f.rebuilt(from.id);
});
