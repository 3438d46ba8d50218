import { DAY, MINUTE } from '../../../src/domain/words/time';
import { plusDays } from '../../../src/domain/calendar/calendar';
import type { PossibleFact } from '../../../src/domain/possible/field';
import { unreadable } from '../../../src/domain/step/up-cast';
import { openCorrectedClinic, type CorrectedClinic } from '../../support/care/corrected-clinic';

let c: CorrectedClinic;
beforeAll(async () => {
  c = await openCorrectedClinic();
});
afterAll(async () => {
  await c.close();
});

const UNDO = 11 * MINUTE;

async function inTheTrial(): Promise<{ id: string; patientId: string; started: string; startedOn: string }> {
  const one = await c.enrolled();
  await c.record('clinician', one.id, 'diagnosis.recorded', { mechanism: 'neuropathic' });
  const startedOn = await c.today();
  const data = { class: 'snri', agent: 'duloxetine', doseLevel: 'target', startedOn };
  const started = await c.record('clinician', one.id, 'medication.started', data);
  return { ...one, started, startedOn };
}

async function trialOf(id: string): Promise<{ startedOn: string; evaluation: { on: string } } | undefined> {
  await c.settle();
  const { state } = (await c.store.enrolments.findEnrolment(c.db, c.clinicId, id)) ?? {};
  const own = state && state !== unreadable ? state.tracks[0]?.own : undefined;
  return own?.kind === 'medication-trial' ? (own.trial ?? undefined) : undefined;
}

const gatesOf = (id: string) =>
  c.db.selectFrom('gate').select(['gate', 'status']).where('enrolment_id', '=', id).orderBy('opened_at').execute();

describe('event.retracted', () => {
  test('with a replacement puts the right data in the seat of the wrong fact', async () => {
    const { id, started, startedOn } = await inTheTrial();
    const before = await trialOf(id);
    await c.wait(20 * DAY);
    const earlier = plusDays(startedOn, -7);

    const answer = await c.retract('clinician', id, started, {
      reason: 'the date was mistyped',
      replacement: { class: 'snri', agent: 'duloxetine', doseLevel: 'target', startedOn: earlier },
    });

    expect([answer.status, answer.body.detail]).toEqual([202, undefined]);
    const after = await trialOf(id);
    expect(after?.startedOn).toBe(earlier);
    expect(after?.evaluation.on).toBe(plusDays(before?.evaluation.on ?? '', -7));
    const row = await c.db.selectFrom('event').select('data').where('id', '=', started).executeTakeFirst();
    expect(row?.data).toMatchObject({ startedOn });
    await c.rebuilt(id);

    const again = await c.retract('clinician', id, started, {
      replacement: { class: 'snri', agent: 'duloxetine', doseLevel: 'target', startedOn },
    });
    expect(again.status).toBe(202);
    expect((await trialOf(id))?.startedOn).toBe(startedOn);
    await c.rebuilt(id);
  });

  test('has a form that holds what was recorded with its words, and what it sends is taken', async () => {
    const { id, started } = await inTheTrial();
    const formOf = (event: string) => c.as('clinician').get(`/api/v1/enrolments/${id}/events/${event}/form`);
    const mri = { modality: 'mri', region: 'lumbar', finding: 'nothing-new', text: 'Only the old scar' };
    await c.record('clinician', id, 'imaging.ordered', { modality: 'mri', region: 'lumbar' });
    const report = await c.record('clinician', id, 'imaging.reported', mri);
    await c.wait(DAY);

    const { form } = (await formOf(report)).body as { form: PossibleFact };
    const held = Object.fromEntries(form.fields.map(({ name, initial }) => [name, initial]));
    expect({ ...form.fixed, ...held }).toMatchObject(mri);
    const replacement = { ...form.fixed, ...mri, finding: 'scar' };
    expect((await c.retract('clinician', id, report, { replacement })).status).toBe(202);
    const again = (await formOf(report)).body as { form: PossibleFact };
    expect(again.form.fields.find(({ name }) => name === 'finding')?.initial).toBe('scar');

    expect(
      (await c.retract('clinician', id, report, { replacement: { ...replacement, finding: 'stenosis' } })).status,
    ).toBe(202);
    await c.settle();
    const { items } = (await c.as('clinician').get(`/api/v1/enrolments/${id}/timeline`)).body as {
      items: { eventId?: string; text: string; struck: string | null }[];
    };
    expect(items.find(({ eventId }) => eventId === report)).toMatchObject({
      text: expect.stringContaining('found: stenosis') as string,
      struck: expect.stringContaining('found: nothing new') as string,
    });

    expect((await c.retract('clinician', id, started)).status).toBe(202);
    expect((await formOf(started)).status).toBe(404);
    const { key } = await c.otherClinic('clinician');
    expect((await c.as({ key }).get(`/api/v1/enrolments/${id}/events/${report}/form`)).status).toBe(404);
  });

  test('judges a replacement by the contract of its type, and in its place', async () => {
    const { id, started, startedOn } = await inTheTrial();
    const whole = { class: 'snri', agent: 'duloxetine', doseLevel: 'target', startedOn };

    const faulty = await c.retract('clinician', id, started, { replacement: { ...whole, startedOn: '2999-01-01' } });
    const partial = await c.retract('clinician', id, started, { replacement: { startedOn } });
    const impossible = await c.retract('clinician', id, started, { replacement: { ...whole, class: 'opioid' } });

    expect(faulty.status).toBe(422);
    expect(faulty.body.errors.map(({ field }: { field: string }) => field)).toEqual(['data.replacement.startedOn']);
    expect(partial.body.errors.map(({ field }: { field: string }) => field)).toEqual([
      'data.replacement.class',
      'data.replacement.agent',
      'data.replacement.doseLevel',
    ]);
    expect([impossible.status, impossible.body.code]).toEqual([409, 'not-possible-now']);
    expect((await trialOf(id))?.startedOn).toBe(startedOn);
  });

  test('brings a decision that had read the fact back to whoever decided', async () => {
    const { id, started } = await inTheTrial();
    await c.record('clinician', id, 'medication.stopped', { reason: 'side effects' });
    await c.record('lead', id, 'decision.made', {
      gate: 'surgical-review',
      choice: 'approve',
      reason: 'nothing else left',
    });
    expect(await c.stageOf(id)).toBe('surgical-review');
    await c.wait(DAY);

    const answer = await c.retract('clinician', id, started);

    expect([answer.status, answer.body.detail]).toEqual([202, undefined]);
    expect(await c.stageOf(id)).toBe('neuropathic-trial');
    const task = await c.db
      .selectFrom('task')
      .innerJoin('staff_member', 'staff_member.id', 'task.claimed_by')
      .select(['task.key', 'staff_member.name'])
      .where('task.enrolment_id', '=', id)
      .where('task.kind', '=', 'look-at-decision')
      .executeTakeFirst();
    expect(task).toMatchObject({
      key: expect.stringContaining('look-at-decision/surgical-review@'),
      name: 'Dr Amara Osei',
    });
    expect((await gatesOf(id)).filter(({ status }) => status === 'open')).toEqual([]);
    const tasks = await c.as('clinician').get('/api/v1/tasks?limit=200');
    expect(tasks.body.items).toContainEqual(
      expect.objectContaining({ kind: 'look-at-decision', about: expect.stringContaining('surgical-review') }),
    );
    await c.rebuilt(id);
  });

  test('of a decision puts the question again, until what follows has begun', async () => {
    const { id } = await inTheTrial();
    await c.record('clinician', id, 'medication.stopped', { reason: 'side effects' });
    const choice = { gate: 'surgical-review', choice: 'approve', reason: 'x' };
    const decided = await c.record('clinician', id, 'decision.made', choice);

    const undone = await c.retract('clinician', id, decided);

    expect([undone.status, undone.body.detail]).toEqual([202, undefined]);
    expect(await c.stageOf(id)).toBe('neuropathic-trial');
    expect(await gatesOf(id)).toContainEqual({ gate: 'surgical-review', status: 'open' });
    await c.rebuilt(id);

    const again = await c.record('clinician', id, 'decision.made', choice);
    expect(await gatesOf(id)).toContainEqual({ gate: 'surgical-review', status: 'approved' });
    await c.wait(UNDO);
    await c.record('clinician', id, 'imaging.ordered', { modality: 'mri', region: 'lumbar' });
    const tooLate = await c.retract('clinician', id, again);
    expect([tooLate.status, tooLate.body.detail]).toEqual([409, expect.stringContaining('has begun')]);
    const replaced = await c.retract('clinician', id, again, { replacement: { ...choice, choice: 'decline' } });
    expect(replaced.body.errors).toEqual([expect.objectContaining({ field: 'data.replacement' })]);
  });

  test('is an undo for whoever recorded the fact, and later the work of a clinician', async () => {
    const { id } = await c.enrolled();
    const own = await c.record('coordinator', id, 'imaging.ordered', { modality: 'mri', region: 'lumbar' });
    const undone = await c.retract('coordinator', id, own);
    const somebodyElses = await c.record('clinician', id, 'imaging.ordered', { modality: 'ct', region: 'lumbar' });
    const others = await c.retract('coordinator', id, somebodyElses);
    const late = await c.record('coordinator', id, 'imaging.ordered', { modality: 'x-ray', region: 'lumbar' });
    await c.wait(UNDO);
    const tooLate = await c.retract('coordinator', id, late);
    const byClinician = await c.retract('clinician', id, late);

    expect([undone, others, tooLate, byClinician].map(({ status }) => status)).toEqual([202, 403, 403, 202]);
    expect(tooLate.body.detail).toContain('10 minutes');
    const unreasoned = await c.retract('clinician', id, somebodyElses, { reason: '' });
    expect(unreasoned.status).toBe(422);
    await c.rebuilt(id);
  });

  test('is taken in with what was recorded before and after it, when the engine was away', async () => {
    const { id, started } = await inTheTrial();
    await c.wait(DAY);
    c.state.engineWorks = false;
    await c.record('clinician', id, 'medication.stopped', { reason: 'side effects' });
    const retracted = await c.retract('clinician', id, started);
    const impossible = await c.as('clinician').post(`/api/v1/enrolments/${id}/events`, {
      type: 'decision.made',
      data: { gate: 'surgical-review', choice: 'approve', reason: 'x' },
    });
    await c.record('clinician', id, 'imaging.ordered', { modality: 'mri', region: 'lumbar' });
    c.state.engineWorks = true;
    await c.advance(id);

    expect(retracted.status).toBe(202);
    expect([impossible.status, impossible.body.details]).toEqual([409, { reason: 'gate-not-open' }]);
    expect(await trialOf(id)).toBeUndefined();
    await c.rebuilt(id);
  });

  test('is told in the timeline and in the explanation, and the journal says what it was made of', async () => {
    const { id, started } = await inTheTrial();
    await c.wait(6 * DAY);
    const sent = await c.send(id);
    expect(sent).toBeGreaterThan(0);

    await c.retract('clinician', id, started, { reason: 'another patient' });

    const { body } = await c.as('clinician').get(`/api/v1/enrolments/${id}/timeline?limit=200`);
    const items = body.items as { kind: string; text: string; eventId?: string; correction?: object | null }[];
    expect(items).toContainEqual(
      expect.objectContaining({
        eventId: started,
        text: expect.stringMatching(/^A trial of a medicine started on .+ at dose level target\.$/),
        canRetract: false,
        correction: { as: 'retracted', at: expect.any(String), by: expect.any(String), reason: 'another patient' },
      }),
    );
    const texts = items.map(({ text }) => text);
    expect(
      texts.some((text) => text.includes(`${String(sent)} message`) && text.includes('had been sent meanwhile')),
    ).toBe(true);
    const explained = await c.as('clinician').get(`/api/v1/enrolments/${id}/explanation`);
    expect(explained.body.corrections).toEqual([
      expect.objectContaining({
        eventId: started,
        type: 'medication.started',
        as: 'retracted',
        recordedAt: expect.any(String),
      }),
    ]);
    const journal = await c.db.selectFrom('journal').select('entry').where('enrolment_id', '=', id).execute();
    const entry = journal.find(({ entry }) => entry.what === 'event.retracted')?.entry;
    expect(entry?.inputs.filter(({ name }) => name === 'sent')).toHaveLength(sent);
    expect(JSON.stringify(entry)).not.toContain('another patient');
  });
});
