import { createApiFixture, type ApiFixture } from '../../support/api-fixture';
import { TEST_DAY } from '../../support/care/test-day';
import { raiseRedFlag } from '../../support/care/red-flag';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

type Reason = { reason: string; do: string; short: string; at: string; overdue: boolean };
type Row = { id: string; group: string; moreTasks: number; reasons: Reason[] };

test('how the clinic stands is counted without naming anybody, and the reading of it is about no patient', async () => {
  const audited = () => f.db.selectFrom('audit_log').select('id').execute();
  const before = (await audited()).length;
  const { body: counted } = await f.as('clinician').get('/api/v1/worklist/counts');
  const after = (await audited()).length;
  const { body: listed } = await f.as('clinician').get('/api/v1/worklist?limit=1');

  expect(counted).toEqual({ ...(listed as { counts: object }).counts, now: expect.any(String) });
  expect(after).toBe(before);
  expect((await f.as('operator').get('/api/v1/worklist/counts')).status).toBe(403);
});

describe('worklist', () => {
  const viewOf = async (id: string): Promise<string[]> => {
    const views = await Promise.all(
      ['needs-you', 'waiting', 'on-track', 'ended'].map(async (view) => {
        const { body } = await f.as('coordinator').get(`/api/v1/worklist?limit=200&view=${view}`);
        return (body as { items: Row[] }).items
          .filter((item) => item.id === id)
          .map(({ reasons: [first] }) => `${view}: ${first?.short ?? ''}`);
      }),
    );
    return views.flat();
  };

  test('every patient is in exactly one view, with one sentence of why', async () => {
    const quiet = await f.enrolled();
    const silent = await f.enrolled({ consent: { email: false } });
    const unreachable = await f.enrolled({ patient: { email: undefined } });
    const gone = await f.enrolled();
    await f
      .as('coordinator')
      .post(`/api/v1/enrolments/${gone.id}/events`, { type: 'enrolment.withdrawn', data: { reason: 'x' } });
    const flagged = await f.enrolled();
    await raiseRedFlag(f, flagged, 'worklist');
    const paused = await f.enrolled();
    await f.as('coordinator').post(`/api/v1/enrolments/${paused.id}/events`, {
      type: 'enrolment.paused',
      data: { until: new Date(TEST_DAY + 7 * 86_400_000).toISOString(), reason: 'x' },
    });

    expect(await viewOf(quiet.id)).toEqual(['on-track: Nothing is due']);
    expect(await viewOf(gone.id)).toEqual(['ended: This enrolment has ended']);
    expect(await viewOf(flagged.id)).toEqual([
      expect.stringMatching(/^needs-you: Respond to Ada \d+: Trouble passing urine/),
    ]);
    expect(await viewOf(paused.id)).toEqual(['waiting: Paused, and it goes on by itself']);
    expect((await viewOf(silent.id)).map((line) => line.split(':')[0])).toEqual(['needs-you']);
    expect((await viewOf(unreachable.id)).map((line) => line.split(':')[0])).toEqual(['needs-you']);
  });

  type Item = Row & Pick<Reason, 'reason' | 'at'>;
  /** Each row with the reason that puts it where it stands. */
  const listed = async (view: string): Promise<Item[]> => {
    const { body } = await f.as('coordinator').get(`/api/v1/worklist?limit=200&view=${view}`);
    return (body.items as Row[]).map((row) => ({ ...row, reason: '', at: '', ...row.reasons[0] }));
  };

  test('who is in hospital, or whose messages somebody ended, is never on track', async () => {
    const ill = await f.enrolled();
    const reviewAt = new Date(TEST_DAY + 3650 * 86_400_000).toISOString();
    const answered = await f.as('coordinator').post(`/api/v1/patients/${ill.patientId}/events`, {
      type: 'patient.admitted',
      data: { reviewAt },
    });
    await f.settle();
    const ended = await f.enrolled();
    const escalation = await raiseRedFlag(f, ended, 'messages ended');
    const { body: seen } = await f.as('clinician').get(`/api/v1/escalations/${escalation}`);
    await f.as('clinician').post(`/api/v1/escalations/${escalation}/resolution`, {
      revision: seen.revision,
      signals: [{ id: seen.signals[0].id, outcome: 'reached-safe', spokeWith: 'the patient' }],
      messages: 'end',
    });
    await f.settle();
    const task = f.db.selectFrom('task').select('id').where('enrolment_id', '=', ended.id).where('status', '=', 'open');
    for (const { id } of await task.execute()) await f.as('coordinator').post(`/api/v1/tasks/${id}/completion`, {});
    await f.settle();

    const admitted = (await listed('waiting')).find(({ id }) => id === ill.id);
    expect(admitted?.reason).toBe('admitted');
    // The end that the core caps, not the one that was typed.
    expect(Date.parse(admitted?.at ?? '') - TEST_DAY).toBeLessThan(91 * 86_400_000);
    expect(answered.body.holdEnds).toEqual({ at: admitted?.at, why: expect.stringContaining('90 days at the latest') });
    expect((await listed('needs-you')).find(({ id }) => id === ended.id)?.reason).toBe('messages-ended');
    const onTrack = (await listed('on-track')).map(({ id }) => id);
    expect(onTrack).not.toEqual(expect.arrayContaining([ill.id]));
    expect(onTrack).not.toEqual(expect.arrayContaining([ended.id]));
  });

  test('a row tells all that is open, and pages put now before overdue before due', async () => {
    const many = await f.enrolled({ consent: { email: false }, patient: { phone: undefined } });
    await raiseRedFlag(f, many, 'many reasons');
    const late = await f.enrolled({ patient: { phone: undefined } });
    await f.db
      .updateTable('task')
      .set({ due_at: new Date(TEST_DAY - 86_400_000) })
      .where('enrolment_id', '=', late.id)
      .execute();

    const whole = await listed('needs-you');
    const read: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const asked = `/api/v1/worklist?limit=2&view=needs-you${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const { body } = await f.as('coordinator').get(asked);
      read.push(...(body.items as Item[]).map(({ id }) => id));
      cursor = body.nextCursor as string | null;
    }

    expect(whole.find(({ id }) => id === many.id)?.reasons.map(({ reason }) => reason)).toEqual([
      'escalated',
      'task',
      'no-consent',
    ]);
    expect(read).toEqual(whole.map(({ id }) => id));
    const order = whole.map(({ id, reason }) => (id === late.id ? 'late' : reason === 'escalated' ? 'now' : 'due'));
    expect(order).toEqual([...order].sort((a, b) => 'now late due'.indexOf(a) - 'now late due'.indexOf(b)));
  });

  test('whoever resolves with a hold beyond its longest end is told the end, which the row and the explanation tell too', async () => {
    const held = await f.enrolled();
    const resolve = async (until: number) => {
      const id = await raiseRedFlag(f, held, `until ${String(until)}`);
      const { body: seen } = await f.as('clinician').get(`/api/v1/escalations/${id}`);
      const signals = [{ id: seen.signals[0].id, outcome: 'reached-safe', spokeWith: 'the patient' }];
      const messages = { until: new Date(TEST_DAY + until * 86_400_000).toISOString() };
      const body = { revision: seen.revision, signals, messages };
      const answer = await f.as('clinician').post(`/api/v1/escalations/${id}/resolution`, body);
      await f.advance(held.id);
      return answer.body.holdEnds as { at: string; why: string } | undefined;
    };

    const asAsked = await resolve(30);
    const cut = await resolve(400);

    expect(asAsked).toBeUndefined();
    expect(cut?.why).toContain('90 days at the latest');
    const paused = (await listed('waiting')).find(({ id }) => id === held.id);
    expect([paused?.reason, paused?.at]).toEqual(['paused', cut?.at]);
    const { body } = await f.as('coordinator').get(`/api/v1/enrolments/${held.id}/explanation`);
    expect(body.holds).toEqual([{ hold: 'pause', what: expect.any(String), until: cut?.at }]);
  });

  const rowOf = async (id: string): Promise<Item & { view: string }> => {
    for (const view of ['needs-you', 'waiting', 'on-track', 'ended']) {
      const found = (await listed(view)).find((row) => row.id === id);
      if (found) return { ...found, view };
    }
    throw new Error('the enrolment is in no view');
  };
  const openTask = (of: { id: string; patientId: string }, kind: string, about: string, hours: number) =>
    f.db
      .insertInto('task')
      .values({
        clinic_id: f.clinicId,
        enrolment_id: of.id,
        patient_id: of.patientId,
        key: `${of.id}/${kind}/${about}`,
        kind,
        team: 'coordinators',
        due_at: new Date(TEST_DAY + hours * 3_600_000),
        opened_at: new Date(TEST_DAY),
      })
      .execute();

  test('each open task is a reason of its own, in words, the most urgent first', async () => {
    const busy = await f.enrolled();
    await openTask(busy, 'book-sessions', 'a', 48);
    await openTask(busy, 'chase-imaging', 'mri/lumbar', -1);
    await openTask(busy, 'review-admission', 'b', 24);

    const row = await rowOf(busy.id);

    expect(row.view).toBe('needs-you');
    expect(row.reasons.map(({ short }) => short.replace(/Ada \d+/, 'Ada'))).toEqual([
      'Find the imaging result of Ada: imaging was ordered and no report is there',
      'Ask whether Ada is still in hospital: nothing routine is asked until then',
      'Book the sessions of Ada: none is booked',
    ]);
  });

  test('a row tells ten tasks at most, calls among them in any case, and how many more there are', async () => {
    const buried = await f.enrolled();
    for (let nr = 0; nr < 12; nr += 1) await openTask(buried, 'record-attendance', `session/${String(nr)}`, nr + 1);
    await openTask(buried, 'safety-call', 'x', 99);

    const row = await rowOf(buried.id);

    expect(row.reasons).toHaveLength(10);
    // In its place by when it is due, behind what is due before it.
    expect(row.reasons.map(({ reason }) => reason)).toEqual([...Array<string>(9).fill('task'), 'call']);
    expect(row.moreTasks).toBe(3);
  });

  test('work about the person, of no enrolment, is a reason too', async () => {
    const person = await f.enrolled();
    await openTask(person, 'confirm-merge', 'z', 24);
    await f.db.updateTable('task').set({ enrolment_id: null }).where('enrolment_id', '=', person.id).execute();

    expect(await viewOf(person.id)).toEqual([
      expect.stringMatching(/^needs-you: Confirm that two records are both Ada \d+: one person said so/),
    ]);
  });

  test('whoever waits for a call is not on track: not while it is asked for, and not until it is asked for again', async () => {
    const blank = await f.enrolled();
    await f.store.transact(f.db, async (tx) => {
      const locked = await f.store.facts.lockEnrolment(tx, f.deps.rules, blank.id);
      await f.store.facts.recordFact(tx, locked, {
        type: 'check-in.answered',
        data: {
          checkIn: 'care/diagnosis/weekly@2026-01-01',
          scores: [],
          late: true,
          unknown: ['red-flag.bladder-change'],
        },
        recordedBy: 'system',
      });
    });
    await f.advance(blank.id);

    const asked = await rowOf(blank.id);
    const task = f.db.selectFrom('task').select('id').where('enrolment_id', '=', blank.id).where('status', '=', 'open');
    for (const { id } of await task.execute()) {
      await f.as('clinician').post(`/api/v1/tasks/${id}/completion`, { reached: false });
    }
    await f.settle();
    const again = await rowOf(blank.id);

    expect([asked.view, asked.reason, asked.reasons[0]?.short]).toEqual([
      'needs-you',
      'call',
      expect.stringMatching(/^Ring Ada \d+: safety questions were left without an answer$/),
    ]);
    expect([again.view, again.reason]).toEqual(['waiting', 'call-again']);
    expect(Date.parse(again.at)).toBeGreaterThan(TEST_DAY);
    const { body } = await f.as('coordinator').get(`/api/v1/enrolments/${blank.id}/explanation`);
    expect(body.calls).toEqual([{ by: again.at, what: expect.stringContaining('ask the safety questions') }]);
  });

  test('a known sign and a prompt set aside are told with their ends, and do not take anybody off the track', async () => {
    const well = await f.enrolled();
    const until = new Date(TEST_DAY + 30 * 86_400_000).toISOString();
    const answer = await f.as('clinician').post(`/api/v1/enrolments/${well.id}/events`, {
      type: 'flag.known',
      data: { rule: 'red-flag.progressive-weakness', until, reason: 'Since the operation in 2019.' },
    });
    await f.settle();

    const row = await rowOf(well.id);

    expect(answer.status).toBe(202);
    expect([row.view, row.reasons.map(({ reason, at }) => [reason, at])]).toEqual([
      'on-track',
      [['known-sign', until]],
    ]);
    expect(row.reasons[0]?.short).toMatch(/^A sign is recorded as known \(“.*weak.*”\)$/i);
    expect(row.reasons[0]?.short).not.toContain('red-flag.');
    const { body } = await f.as('coordinator').get(`/api/v1/enrolments/${well.id}/explanation`);
    expect(body.holds).toEqual([{ hold: 'known flag', what: expect.stringMatching(/weak/i), until }]);
  });

  test('another clinic sees none of it', async () => {
    await f.enrolled();
    const other = await f.otherClinic('coordinator');

    const { body } = await f.as(other).get('/api/v1/worklist?view=on-track');

    expect(body).toEqual({
      now: expect.any(String),
      counts: { needsYou: 0, waiting: 0, onTrack: 0, ended: 0 },
      since: null,
      items: [],
      nextCursor: null,
    });
  });
});
