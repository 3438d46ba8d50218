import { createApiFixture, type ApiFixture, type Enrolled } from '../../support/api-fixture';
import { TEST_DAY } from '../../support/care/test-day';
import { raiseRedFlag } from '../../support/care/red-flag';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

const HOUR = 3_600_000;
type Item = { id: string; kind: string; enrolmentId: string } & Record<string, unknown>;
type Asker = 'coordinator' | 'clinician' | 'lead' | 'operator';

const tasks = async (query = '', who: Asker = 'coordinator') =>
  (await f.as(who).get(`/api/v1/tasks?limit=200${query}`)).body as { now: string; items: Item[] };
const staffId = async (role: string) =>
  (await f.db.selectFrom('staff_member').select('id').where('role', '=', role).executeTakeFirstOrThrow()).id;

/** A task as the pathway opens it: by the core, for nobody answers and no mail can ask. */
async function callAbout(kind: 'ask-left-blank' | 'no-telephone'): Promise<{ of: Enrolled; task: Item }> {
  const of = await f.enrolled(kind === 'no-telephone' ? { patient: { phone: undefined } } : {});
  if (kind === 'ask-left-blank') {
    await f.store.transact(f.db, async (tx) => {
      const locked = await f.store.facts.lockEnrolment(tx, f.deps.rules, of.id);
      const data = {
        checkIn: 'care/diagnosis/weekly@2026-11-22',
        scores: [],
        late: true,
        unknown: ['red-flag.bladder-change'],
      };
      await f.store.facts.recordFact(tx, locked, { type: 'check-in.answered', data, recordedBy: 'system' });
    });
    await f.advance(of.id);
  }
  await f.settle();
  const task = (await tasks()).items.find((each) => each.enrolmentId === of.id && each.kind === kind);
  if (!task) throw new Error(`no task ${kind}`);
  return { of, task };
}

const row = async (of: Enrolled, kind: string, due = 4, team = 'coordinators') => {
  const values = {
    ...{ clinic_id: f.clinicId, enrolment_id: of.id, patient_id: of.patientId, key: `${of.id}/${kind}/x`, kind, team },
    ...{ due_at: new Date(TEST_DAY + due * HOUR), opened_at: new Date(TEST_DAY) },
  };
  return (await f.db.insertInto('task').values(values).returning('id').executeTakeFirstOrThrow()).id;
};
const complete = (id: string, body: object, who: Asker = 'coordinator') =>
  f.as(who).post(`/api/v1/tasks/${id}/completion`, body);

describe('the call list', () => {
  test('API-2, C1-5: holds only whom to ring, by when, with words, person and number', async () => {
    const of = await f.enrolled({ patient: { familyName: 'Listed', givenName: 'Ada' } });
    const late = await row(of, 'call-patient', 26);
    const soon = await row(of, 'mail-not-taken', 2);
    await row(of, 'book-sessions', 1);

    const { items, now } = await tasks('&kind=call');

    expect(items.filter(({ enrolmentId }) => enrolmentId === of.id).map(({ id }) => id)).toEqual([soon, late]);
    expect(Date.parse(now)).toBeGreaterThanOrEqual(TEST_DAY);
    expect(items.find(({ id }) => id === soon)).toMatchObject({
      title: expect.stringMatching(/^Ring the patient/),
      do: 'Ring Ada Listed by 12:00: their mail provider has not taken our mail for a day.',
      instruction: expect.stringContaining('Ask for another address'),
      person: { familyName: 'Listed', phone: { number: expect.stringContaining('+44') } },
      owner: null,
      tries: [],
    });
  });

  test('C1-5: no answer counts as a try and moves the next one, however often', async () => {
    const of = await f.enrolled();
    const id = await row(of, 'call-patient', 2);

    const answers = [];
    for (const outcome of ['no-answer', 'voicemail', 'no-answer']) answers.push(await complete(id, { outcome }));

    const last = answers.at(-1)?.body as Item & { dueAt: string; tries: object[] };
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(last.status).toBe('open');
    // The end of the next working day.
    expect(Date.parse(last.dueAt)).toBeGreaterThan(TEST_DAY + 24 * HOUR);
    expect(last.tries).toEqual(
      ['no-answer', 'voicemail', 'no-answer'].map((outcome) => ({ at: expect.any(String), by: 'Priya Shah', outcome })),
    );
    const { body } = await f.as('coordinator').get('/api/v1/worklist?limit=200');
    const listed = (body.items as { id: string; reasons: { tries: number }[] }[]).find((each) => each.id === of.id);
    expect(listed?.reasons[0]?.tries).toBe(3);
  });

  test('a call that is promised is asked for again, and the tries go with it', async () => {
    const { of, task } = await callAbout('ask-left-blank');

    const missed = await complete(task.id, { outcome: 'no-answer' }, 'clinician');
    await f.settle();

    expect([missed.status, missed.body.status]).toEqual([200, 'done']);
    const { rows } = { rows: await f.db.selectFrom('enrolment').select('standing').where('id', '=', of.id).execute() };
    expect(JSON.stringify(rows[0]?.standing)).toContain('ask-left-blank');
    const calls = f.db
      .selectFrom('event')
      .select('data')
      .where('enrolment_id', '=', of.id)
      .where('type', '=', 'call.made');
    expect((await calls.execute()).map(({ data }) => data)).toEqual([
      expect.objectContaining({ outcome: 'no-answer' }),
    ]);
  });

  test('a wrong number has somebody find the right one', async () => {
    const { of, task } = await callAbout('ask-left-blank');

    await complete(task.id, { outcome: 'wrong-number' }, 'clinician');
    await f.settle();

    const { items } = await tasks();
    expect(items.some((each) => each.enrolmentId === of.id && each.kind === 'no-telephone')).toBe(true);
  });

  test('reached is done, whichever way it is said, and contradictions are refused', async () => {
    const first = await callAbout('ask-left-blank');
    const second = await callAbout('ask-left-blank');

    const done = await complete(first.task.id, { outcome: 'reached' }, 'clinician');
    const asBefore = await complete(second.task.id, { reached: true }, 'clinician');

    expect([done.body.status, asBefore.body.status]).toEqual(['done', 'done']);
    const id = await row(first.of, 'call-patient');
    expect((await complete(id, { outcome: 'no-answer', reached: true })).status).toBe(422);
    const desk = await row(first.of, 'book-sessions');
    expect((await complete(desk, { outcome: 'reached' })).status).toBe(422);
  });

  test('a try of a patient whose care has ended is counted all the same', async () => {
    const of = await f.enrolled();
    const id = await row(of, 'safety-call');
    await f
      .as('coordinator')
      .post(`/api/v1/enrolments/${of.id}/events`, { type: 'enrolment.withdrawn', data: { reason: 'x' } });
    await f.settle();

    const { status, body } = await complete(id, { outcome: 'voicemail' });

    expect([status, body.tries.length]).toEqual([200, 1]);
  });
});

test('a task is given back by who has it, or by a lead', async () => {
  const id = await row(await f.enrolled(), 'book-sessions');
  await f.as('coordinator').post(`/api/v1/tasks/${id}/claim`, {});
  const taken = (await tasks('&owner=mine')).items.map((each) => each.id);

  const given = await f.as('coordinator').post(`/api/v1/tasks/${id}/release`, {});
  await f.as('coordinator').post(`/api/v1/tasks/${id}/claim`, {});
  const byLead = await f.as('lead').post(`/api/v1/tasks/${id}/release`, {});

  expect(taken).toContain(id);
  expect([given.status, given.body.owner, byLead.status, byLead.body.owner]).toEqual([200, null, 200, null]);
});

test('who may not see patients is shown the work, and nobody it is about', async () => {
  const of = await f.enrolled({ patient: { familyName: 'Hidden', access: { interpreter: 'Igbo' } } });
  await row(of, 'look-at-quarantined-event', 4, 'operators');

  const { items } = await tasks('', 'operator');

  expect(items.find(({ enrolmentId }) => enrolmentId === of.id)).toMatchObject({ person: null, notes: [] });
  expect(JSON.stringify(items)).not.toMatch(/Hidden|Igbo/);
});

describe('C1-6 many tasks at once', () => {
  const bulk = (body: object, who: Asker = 'coordinator') => f.as(who).post('/api/v1/tasks/bulk', body);
  const statusOf = async (id: string) =>
    await f.db.selectFrom('task').select(['status', 'claimed_by']).where('id', '=', id).executeTakeFirstOrThrow();

  test('a dry run says what would be done, row by row, and changes nothing', async () => {
    const of = await f.enrolled();
    const [desk, call, theirs] = [
      await row(of, 'book-sessions'),
      await row(of, 'call-patient'),
      await row(of, 'record-diagnosis', 4, 'clinicians'),
    ];

    const { status, body } = await bulk({ action: 'complete', ids: [desk, call, theirs], dryRun: true });

    expect([status, body.items]).toEqual([
      200,
      [
        { id: desk, ok: true, words: 'Book the sessions: done.' },
        { id: call, ok: false, words: expect.stringContaining('what came of it') },
        { id: theirs, ok: false, words: expect.stringContaining('belongs to the clinicians') },
      ],
    ]);
    expect((await statusOf(desk)).status).toBe('open');
  });

  test('what can be done is done, each on record, and the rest says why not', async () => {
    const of = await f.enrolled();
    const [desk, call] = [await row(of, 'book-sessions'), await row(of, 'call-patient')];

    const { body } = await bulk({ action: 'complete', ids: [desk, call, of.id], note: 'done at the desk' });

    expect((body.items as { ok: boolean }[]).map(({ ok }) => ok)).toEqual([true, false, false]);
    expect([(await statusOf(desk)).status, (await statusOf(call)).status]).toEqual(['done', 'open']);
    const audit = f.db
      .selectFrom('audit_log')
      .select('subject')
      .where('action', '=', 'POST /tasks/bulk')
      .where('subject', '=', desk);
    expect(await audit.execute()).toHaveLength(1);
  });

  test('tasks are assigned to whoever may do them, and taken back', async () => {
    const of = await f.enrolled();
    const [desk, medical] = [await row(of, 'book-sessions'), await row(of, 'record-diagnosis', 4, 'clinicians')];
    const coordinator = await staffId('coordinator');

    const assigned = await bulk({ action: 'assign', ids: [desk, medical], to: coordinator }, 'lead');
    const elsewhere = await bulk({ action: 'assign', ids: [desk], to: await staffId('lead') }, 'lead');

    expect((assigned.body.items as { ok: boolean; words: string }[]).map(({ ok }) => ok)).toEqual([true, false]);
    expect(elsewhere.body.items[0]).toEqual({ id: desk, ok: false, words: 'Left out: Priya Shah has it already.' });
    expect((await statusOf(desk)).claimed_by).toBe(coordinator);
    await bulk({ action: 'assign', ids: [desk], to: null }, 'lead');
    expect((await statusOf(desk)).claimed_by).toBeNull();
    expect((await bulk({ action: 'assign', ids: [desk], to: of.id }, 'lead')).status).toBe(422);
  });

  test('never acknowledges or resolves an escalation', async () => {
    const of = await f.enrolled();
    const escalation = await raiseRedFlag(f, of, 'bulk');

    const { body } = await bulk({ action: 'complete', ids: [escalation] }, 'lead');

    expect(body.items).toEqual([{ id: escalation, ok: false, words: 'There is no such task in this clinic.' }]);
    const { status } = await f.db
      .selectFrom('escalation')
      .select('status')
      .where('id', '=', escalation)
      .executeTakeFirstOrThrow();
    expect(status).toBe('open');
  });
});
