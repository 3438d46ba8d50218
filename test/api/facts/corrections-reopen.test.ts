import { DAY, HOUR, MINUTE } from '../../../src/domain/words/time';
import { openCorrectedClinic, type CorrectedClinic } from '../../support/care/corrected-clinic';

let c: CorrectedClinic;
beforeAll(async () => {
  c = await openCorrectedClinic();
});
afterAll(async () => {
  await c.close();
});

async function looked(id: string): Promise<void> {
  const task = (await c.openTasks(id)).find(({ kind }) => kind === 'check-before-resuming');
  const done = await c.as('coordinator').post(`/api/v1/tasks/${task?.id ?? ''}/completion`, {});
  expect(done.status).toBe(200);
  await c.settle();
}

describe('a death that was recorded on the wrong patient', () => {
  test('is taken back in all enrolments, which then wait for a person, and no mail of the past is sent', async () => {
    const one = await c.enrolled();
    const other = await c.alsoOn('knee-osteoarthritis', one.patientId);
    expect(other.patientId).toBe(one.patientId);
    await c.wait(9 * DAY);
    expect(await c.send(one.id)).toBeGreaterThan(0);
    const died = await c.recordOfPerson(one.patientId, 'patient.died');
    expect(await c.planned(one.id)).toEqual([]);
    await c.wait(15 * DAY);

    const answer = await c.retract('clinician', one.id, died[one.id] ?? '');

    expect([answer.status, answer.body.detail]).toEqual([202, undefined]);
    const row = c.db.selectFrom('patient').select('died_on').where('id', '=', one.patientId);
    expect(await row.executeTakeFirst()).toEqual({ died_on: null });
    for (const { id } of [one, other]) {
      const seen = await c.as('coordinator').get(`/api/v1/enrolments/${id}`);
      expect(seen.body).toMatchObject({ status: 'held', endedAt: null });
      expect(seen.body.next.filter(({ to }: { to: string }) => to === 'patient')).toEqual([]);
      const kinds = (await c.openTasks(id)).map(({ kind }) => kind);
      expect(kinds).toContain('check-before-resuming');
      expect(kinds).not.toContain('tell-family-contact-ended');
      await c.rebuilt(id);
    }
    const retractedAt = await c.now();
    expect((await c.planned(one.id)).filter((dueAt) => dueAt <= retractedAt)).toEqual([]);

    await c.wait(3 * DAY);
    await looked(one.id);

    const resumedAt = await c.now();
    const next = await c.planned(one.id);
    expect(next.filter((dueAt) => dueAt <= resumedAt + HOUR)).toEqual([]);
    // One check-in falls into a week: an invitation and two reminders.
    expect(next.filter((dueAt) => dueAt <= resumedAt + 7 * DAY)).toHaveLength(3);
    expect(await c.statusOf(one.id)).toBe('active');
    await c.rebuilt(one.id);
  });

  test('on another day keeps the end and corrects the day', async () => {
    const one = await c.enrolled();
    const died = await c.recordOfPerson(one.patientId, 'patient.died', { diedOn: '2025-01-02' });

    const answer = await c.retract('clinician', one.id, died[one.id] ?? '', { replacement: { diedOn: '2025-01-01' } });

    expect(answer.status).toBe(202);
    const row = c.db.selectFrom('patient').select('died_on').where('id', '=', one.patientId);
    expect(await row.executeTakeFirst()).toEqual({ died_on: '2025-01-01' });
    expect(await c.statusOf(one.id)).toBe('ended');
    await c.rebuilt(one.id);
  });
});

describe('an enrolment that is open again', () => {
  test('knows what came to pass while it was ended', async () => {
    const one = await c.enrolled();
    const other = await c.alsoOn('knee-osteoarthritis', one.patientId);
    const raise = (key: string) =>
      c.store.transact(c.db, async (tx) => {
        const at = await c.now();
        const of = { clinicId: c.clinicId, patientId: one.patientId, enrolmentId: one.id, checkInId: null };
        const signal = { ...of, tier: 'now', class: 'spine', rule: 'x', signalKey: key, at } as const;
        return (await c.store.escalations.raiseEscalation(tx, signal)).escalationId;
      });
    const before = await raise(`${one.id}/before`);
    await c.recordDirectly(one.id, { type: 'escalation.raised', data: { escalation: before }, recordedBy: 'patient' });
    const withdrawn = await c.record('coordinator', one.id, 'enrolment.withdrawn', { reason: 'moved away' });
    await c.db.updateTable('escalation').set({ status: 'resolved' }).where('id', '=', before).execute();
    const meanwhile = await raise(`${one.id}/meanwhile`);
    await c.recordOfPerson(one.patientId, 'contact.changed', { preferredTime: '11:00' });
    await c.recordOfPerson(one.patientId, 'consent.changed', { email: false });

    const answer = await c.retract('clinician', one.id, withdrawn);

    expect([answer.status, answer.body.detail]).toEqual([202, undefined]);
    const state = await c.rebuilt(one.id);
    expect(state).toMatchObject({ emailConsent: false, holds: [meanwhile], reach: { preferredTime: '11:00' } });
    expect(await c.planned(one.id)).toEqual([]);
    expect(await c.statusOf(other.id)).not.toBe('ended');
  });

  test('after a withdrawal waits behind a task, unless the patient was enrolled again', async () => {
    const { id, patientId } = await c.enrolled();
    const withdrawn = await c.record('coordinator', id, 'enrolment.withdrawn', { reason: 'asked to stop' });
    const second = await c.alsoOn('post-laminectomy-syndrome', patientId);

    const refused = await c.retract('clinician', id, withdrawn);
    await c.record('coordinator', second.id, 'enrolment.withdrawn', { reason: 'opened twice' });
    const answer = await c.retract('clinician', id, withdrawn);

    expect([refused.status, refused.body.details]).toEqual([409, { reason: 'enrolled-again', enrolmentId: second.id }]);
    expect(answer.status).toBe(202);
    const seen = await c.as('coordinator').get(`/api/v1/enrolments/${id}`);
    expect(seen.body.status).toBe('held');
    await c.rebuilt(id);
  });
});

describe('a fact of the person', () => {
  test('a consent that was taken away by mistake: the one before is in force again', async () => {
    const { id, patientId } = await c.enrolled();
    await c.wait(DAY);
    const changed = await c.recordOfPerson(patientId, 'consent.changed', { email: false });
    await c.settle();
    expect(await c.planned(id)).toEqual([]);

    const answer = await c.retract('coordinator', id, changed[id] ?? '');

    expect(answer.status).toBe(202);
    const consents = await c.db
      .selectFrom('consent')
      .select(['given', 'given_on'])
      .where('patient_id', '=', patientId)
      .orderBy('recorded_at')
      .orderBy('id')
      .execute();
    expect(consents.map(({ given }) => given)).toEqual([true, false, true]);
    expect(consents[2]?.given_on).toBe(consents[0]?.given_on);
    expect((await c.planned(id)).length).toBeGreaterThan(3);
    await c.rebuilt(id);
  });

  test('an admission that was somebody else’s is taken back in every enrolment', async () => {
    const one = await c.enrolled();
    const other = await c.alsoOn('knee-osteoarthritis', one.patientId);
    const reviewAt = new Date((await c.now()) + 20 * DAY).toISOString();
    const admitted = await c.recordOfPerson(one.patientId, 'patient.admitted', { reviewAt });
    await c.wait(MINUTE);

    const answer = await c.retract('coordinator', other.id, admitted[other.id] ?? '');

    expect(answer.status).toBe(202);
    for (const { id } of [one, other]) {
      expect((await c.rebuilt(id)).admission).toBeNull();
      expect((await c.planned(id)).length).toBeGreaterThan(0);
    }
  });
});
