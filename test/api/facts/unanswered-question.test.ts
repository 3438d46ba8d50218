import { sql } from 'kysely';
import { anEnrolment, createApiFixture, type ApiFixture } from '../../support/api-fixture';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

const DAY = 86_400_000;

/** A patient at the question of surgery, which nobody has answered by the day it was due. */
async function unanswered() {
  const made = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment({ version: 2 }));
  const { id, patientId } = made.body as { id: string; patientId: string };
  await record(id, 'stage.bypassed', { track: 'care', reason: 'a correctable lesion' });
  await f.settle();
  const gate = await f.db.selectFrom('gate').selectAll().where('enrolment_id', '=', id).executeTakeFirstOrThrow();
  await pass(id, gate.answer_by - gate.opened_at + DAY);
  return { id, patientId, gate };
}

const record = (id: string, type: string, data: object) =>
  f.as('clinician').post(`/api/v1/enrolments/${id}/events`, { type, data });
async function pass(id: string, ms: number): Promise<void> {
  await sql`update clinic set clock_offset_ms = clock_offset_ms + ${ms}`.execute(f.db);
  await f.advance(id);
}
const escalationsOf = (patientId: string) =>
  f.db
    .selectFrom('escalation')
    .selectAll()
    .where('patient_id', '=', patientId)
    .where('class', '=', 'decision')
    .orderBy('raised_at')
    .execute();
async function resolve(id: string) {
  const seen = await f.as('lead').get(`/api/v1/escalations/${id}`);
  const signals = (seen.body.signals as { id: string }[]).map((signal) => ({ id: signal.id, outcome: 'not-clinical' }));
  return f
    .as('lead')
    .post(`/api/v1/escalations/${id}/resolution`, { revision: seen.body.revision, signals, messages: 'resume' });
}

test('a question that nobody answers is escalated again every week, as one escalation that begins anew', async () => {
  const { id, patientId } = await unanswered();
  const [first] = await escalationsOf(patientId);
  expect(first).toMatchObject({ status: 'open', tier: 'today', revision: 1, round: 1 });
  await f.db
    .updateTable('escalation')
    .set({ rung: 3 })
    .where('id', '=', first?.id ?? '')
    .execute();

  await pass(id, 7 * DAY);
  await pass(id, 7 * DAY);

  const open = await escalationsOf(patientId);
  expect(open).toMatchObject([{ id: first?.id, status: 'open', revision: 3, round: 3, rung: 0 }]);
});

test('the escalation ends by the decision and by nothing else', async () => {
  const { id, patientId, gate } = await unanswered();
  const [escalation] = await escalationsOf(patientId);

  const refused = await resolve(escalation?.id ?? '');
  expect(refused.status).toBe(409);
  expect(refused.body.detail).toContain('ends with the decision');
  expect(refused.body.detail).toContain(gate.question);
  expect(await escalationsOf(patientId)).toMatchObject([{ status: 'open', revision: 1 }]);

  const decided = await record(id, 'decision.made', { gate: gate.gate, choice: 'decline', reason: 'not yet' });
  expect(decided.status).toBe(202);
  expect(await escalationsOf(patientId)).toMatchObject([{ status: 'resolved', next_due_at: null }]);
  const shown = await f.as('lead').get(`/api/v1/escalations/${escalation?.id ?? ''}`);
  expect(shown.body.signals).toMatchObject([{ outcome: 'decided', words: `Not answered: “${gate.question}”` }]);
  expect(shown.body.reason).toBe(`Needs a person today: Not answered: “${gate.question}”.`);
});

test('it ends as well when the question is withdrawn', async () => {
  const { id, patientId } = await unanswered();

  await record(id, 'enrolment.withdrawn', { reason: 'moved away' });
  await f.settle();

  expect(await escalationsOf(patientId)).toMatchObject([{ status: 'resolved', resolved_by: 'system' }]);
});

test('what does not ask for a decision is resolved as before', async () => {
  const { patientId, id } = await unanswered();
  const { clinic_id: clinicId } = await f.db
    .selectFrom('patient')
    .select('clinic_id')
    .where('id', '=', patientId)
    .executeTakeFirstOrThrow();
  const { escalationId } = await f.store.transact(f.db, async (tx) =>
    f.store.escalations.raiseEscalation(tx, {
      ...{ clinicId, patientId, enrolmentId: id, tier: 'today', class: 'decision', rule: 'limit.exceeded' },
      signalKey: `${id}/limit`,
      at: await f.store.clock.clinicNow(tx, clinicId),
    }),
  );

  expect((await resolve(escalationId)).status).toBe(200);
});
