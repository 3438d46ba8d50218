import { HOUR, MINUTE } from '../../../src/domain/words/time';
import { beginAttempts } from '../../../src/storage/message/attempts';
import { createLadderFixture, type LadderFixture } from '../../support/ladder-fixture';
import { twoOnDuty } from '../../support/two-on-duty';

let f: LadderFixture;
type Duty = Awaited<ReturnType<typeof twoOnDuty>>;
let clinic: Duty['clinic'];
let ann: Duty['ann'];
let bob: Duty['bob'];
let patient: Duty['patient'];
let take: Duty['take'];
let step: Duty['step'];
let view: Duty['view'];
let end: Duty['end'];

beforeAll(async () => {
  f = await createLadderFixture();
});
afterAll(async () => {
  await f.close();
});
beforeEach(async () => {
  ({ clinic, ann, bob, patient, take, step, view, end } = await twoOnDuty(f));
});

describe('raising', () => {
  test('a first signal raises, the same one never again', async () => {
    const signal = clinic.signal(patient);

    const first = await f.raise(signal);

    expect(first).toMatchObject({ raised: true, joined: false });
    expect(await f.raise(signal)).toEqual({ ...first, raised: false });
    await end(first.escalationId);
    expect(await f.raise(signal)).toEqual({ ...first, raised: false });
  });

  test('another tier-now signal joins the open one and bumps its revision', async () => {
    const { escalationId } = await f.raise(clinic.signal(patient));

    const joined = await f.raise(clinic.signal(patient, { rule: 'saddle-numbness' }));

    expect(joined).toEqual({ escalationId, raised: false, joined: true });
    expect(await view(escalationId)).toMatchObject({
      revision: 2,
      status: 'open',
      round: 1,
      signals: [{}, { rule: 'saddle-numbness' }],
    });
  });

  test('after the resolution a new one is raised', async () => {
    const first = await f.raise(clinic.signal(patient));
    await end(first.escalationId);

    const second = await f.raise(clinic.signal(patient));

    expect(second).toMatchObject({ raised: true });
    expect(second.escalationId).not.toBe(first.escalationId);
  });

  test.each([
    ['a lower tier', { tier: 'today' }],
    ['a gate', { tier: 'now', class: 'decision' }],
    ['a canary', { tier: 'now', class: 'canary' }],
  ] as const)('%s stands alone', async (_case, change) => {
    await f.raise(clinic.signal(patient));

    expect(await f.raise(clinic.signal(patient, change))).toMatchObject({ raised: true, joined: false });
  });

  test('the policy is copied: a later change of the clinic does not reach it', async () => {
    const { escalationId } = await f.raise(clinic.signal(patient));
    await f.db
      .updateTable('clinic')
      .set({ settings: '{"policies":{},"rotas":[]}' })
      .where('id', '=', clinic.clinicId)
      .execute();

    expect(await step(escalationId)).toMatchObject({ ended: false, planned: 1 });
  });

  test('what comes in at night and may wait begins at opening and says so', async () => {
    const now = await clinic.now();
    await clinic.pass(Date.UTC(2030, 0, 6, 2, 10) - now); // a Sunday night in London

    const { escalationId } = await f.raise(clinic.signal(patient, { class: 'mental-health', tier: 'today' }));

    const row = await f.escalation(escalationId);
    expect(row).toMatchObject({ received_unstaffed: true, next_due_at: Date.UTC(2030, 0, 7, 9) });
  });
});

describe('the ladder', () => {
  test('tells each rung on every channel its people have, once', async () => {
    const { escalationId } = await f.raise(clinic.signal(patient));

    expect(await step(escalationId)).toMatchObject({ ended: false, planned: 1 });
    expect(await step(escalationId)).toMatchObject({ planned: 0 });
    await clinic.pass(15 * MINUTE);
    expect(await step(escalationId)).toMatchObject({ planned: 3 });

    const rows = await f.messagesOf(escalationId);
    expect(rows.map((row) => [row.rung, row.staff_id, row.channel, row.lane, row.patient_id])).toEqual([
      [1, ann.staffId, 'mail', 'urgent', null],
      [2, bob.staffId, 'mail', 'urgent', null],
      [2, bob.staffId, 'webhook', 'urgent', null],
      // Nobody has answered for a quarter of an hour: the first one is told again.
      [2, ann.staffId, 'mail', 'urgent', null],
    ]);
  });

  test('passes an empty rung at once and notes it', async () => {
    const now = await clinic.now();
    await f.insert('absence', {
      clinic_id: clinic.clinicId,
      staff_id: ann.staffId,
      starts_at: new Date(now - HOUR),
      ends_at: new Date(now + HOUR),
    });
    const { escalationId } = await f.raise(clinic.signal(patient));

    await step(escalationId);

    expect(await f.stepsOf(escalationId)).toEqual(['raised', 'passed-empty', 'told']);
    expect((await f.messagesOf(escalationId)).map((row) => row.rung)).toEqual([2, 2]);
  });

  test('tells everybody on duty of every rung at the last, again every quarter of an hour', async () => {
    const { escalationId } = await f.raise(clinic.signal(patient));
    for (const minutes of [0, 15, 15, 15, 15, 15]) {
      await clinic.pass(minutes * MINUTE);
      const { dueInMs } = await step(escalationId);
      expect(dueInMs).toBeGreaterThan(14 * MINUTE);
    }

    const last = (await f.messagesOf(escalationId)).filter((row) => row.rung === 3 && row.channel === 'mail');
    expect(last.map((row) => row.staff_id)).toEqual([1, 2, 3].flatMap(() => [bob.staffId, ann.staffId]));
    expect(await view(escalationId)).toMatchObject({ exhausted: true, status: 'open' });
  });

  test('starts again at rung 1 when a duty begins after all were told', async () => {
    const { escalationId } = await f.raise(clinic.signal(patient));
    for (const minutes of [0, 15, 30]) {
      await clinic.pass(minutes * MINUTE);
      await step(escalationId);
    }
    const cat = await clinic.staff('clinician');
    const now = await clinic.now();
    await clinic.shift('first', cat.staffId, now + 20 * MINUTE, now + HOUR);
    await clinic.pass(15 * MINUTE);
    const { dueInMs } = await step(escalationId);

    expect(dueInMs).toBeLessThanOrEqual(5 * MINUTE);
    await clinic.pass(5 * MINUTE);
    await step(escalationId);

    expect(await view(escalationId)).toMatchObject({ exhausted: false, round: 2, rung: 1 });
    const told = (await f.messagesOf(escalationId)).filter((row) => row.round === 2);
    expect(told.map((row) => row.staff_id).sort()).toEqual([ann.staffId, cat.staffId].sort());
    expect(await f.stepsOf(escalationId)).toContain('duty-began');
  });

  test('counts the end of an absence as the beginning of a duty, and not that of somebody nobody can tell', async () => {
    const { escalationId } = await f.raise(clinic.signal(patient));
    for (const minutes of [0, 15, 30]) {
      await clinic.pass(minutes * MINUTE);
      await step(escalationId);
    }
    const now = await clinic.now();
    const mute = await clinic.staff('clinician', { email: null });
    await clinic.shift('first', mute.staffId, now + 2 * MINUTE, now + HOUR);
    const away = await clinic.staff('clinician');
    await clinic.shift('second', away.staffId, now - HOUR, now + HOUR);
    await f.insert('absence', {
      clinic_id: clinic.clinicId,
      staff_id: away.staffId,
      starts_at: new Date(now - HOUR),
      ends_at: new Date(now + 10 * MINUTE),
    });
    await clinic.pass(10 * MINUTE);
    await f.db
      .updateTable('escalation')
      .set({ next_due_at: new Date(await clinic.now()) })
      .where('id', '=', escalationId)
      .execute();
    await step(escalationId);

    expect(await view(escalationId)).toMatchObject({ round: 2, rung: 1 });
  });

  test('that was begun by an older release goes on to the next rung', async () => {
    const { escalationId } = await f.raise(clinic.signal(patient));
    await step(escalationId);
    await f.db.updateTable('escalation').set({ rung_until: null }).where('id', '=', escalationId).execute();
    await clinic.pass(15 * MINUTE);
    await step(escalationId);

    expect(await view(escalationId)).toMatchObject({ round: 1, rung: 2 });
  });

  test('comes back at rung 1 of a new round when the acknowledgement expires', async () => {
    const { escalationId } = await f.raise(clinic.signal(patient));
    await step(escalationId);
    await take(escalationId);
    expect(await step(escalationId)).toMatchObject({ planned: 0 });

    await clinic.pass(4 * HOUR);
    await step(escalationId);

    expect(await view(escalationId)).toMatchObject({ status: 'open', round: 2, rung: 1, owner: null });
    expect((await f.messagesOf(escalationId)).at(-1)).toMatchObject({ round: 2, rung: 1, state: 'planned' });
  });

  test('is over once it is resolved', async () => {
    const { escalationId } = await f.raise(clinic.signal(patient));
    await end(escalationId);

    expect(await step(escalationId)).toMatchObject({ ended: true, dueInMs: null });
  });
});

describe('what joins a ladder that is climbing', () => {
  const newsOf = async (id: string) =>
    (await f.messagesOf(id)).filter(({ params }) => (params as { news: boolean }).news);

  test('and is of another kind is told at once to everybody who was told, and the next rung keeps its time', async () => {
    const { escalationId } = await f.raise(clinic.signal(patient));
    await step(escalationId);
    await clinic.pass(10 * MINUTE);
    const { next_due_at: due } = await f.escalation(escalationId);

    await f.raise(clinic.signal(patient, { class: 'mental-health', rule: 'phq-9.item-9' }));
    const { dueInMs } = await step(escalationId);

    expect(await newsOf(escalationId)).toMatchObject([{ staff_id: ann.staffId, rung: 1, state: 'planned' }]);
    expect(await f.escalation(escalationId)).toMatchObject({ next_due_at: due, rung: 1, round: 1 });
    expect(dueInMs).toBeLessThanOrEqual(5 * MINUTE);
  });

  test('and is of the same kind is told with the next rung', async () => {
    const { escalationId } = await f.raise(clinic.signal(patient));
    await step(escalationId);

    await f.raise(clinic.signal(patient, { rule: 'saddle-numbness' }));

    expect(await newsOf(escalationId)).toEqual([]);
  });
});

describe('what a mail says', () => {
  const said = async (id: string) => (await f.messagesOf(id)).map(({ params }) => params as Record<string, unknown>);

  test('who is next by name, until when, and how often this person was told', async () => {
    const { escalationId } = await f.raise(clinic.signal(patient));
    for (const minutes of [0, 15, 30]) {
      await clinic.pass(minutes * MINUTE);
      await step(escalationId);
    }

    const byAnn = (await f.messagesOf(escalationId)).filter((row) => row.staff_id === ann.staffId);
    expect(byAnn.map(({ params }) => params)).toMatchObject([
      { next: 'Bob Marsh', everyMinutes: 15, times: 1, items: 1 },
      { next: 'Bob Marsh', times: 2 },
      { next: null, times: 3 },
    ]);
    const { next_due_at: due } = await f.escalation(escalationId);
    expect(byAnn.at(-1)?.params).toMatchObject({ answerBy: due });
  });

  test('how many items of the patient are open; the mail about the lesser one waits for that of the more urgent', async () => {
    const urgent = await f.raise(clinic.signal(patient));
    const lesser = await f.raise(clinic.signal(patient, { tier: 'today', class: 'infection' }));
    await step(urgent.escalationId);
    await step(lesser.escalationId);

    expect(await said(urgent.escalationId)).toMatchObject([{ items: 2 }]);
    const [first] = await f.messagesOf(urgent.escalationId);
    const [second] = await f.messagesOf(lesser.escalationId);
    expect(second?.due_at).toBe((second?.created_at ?? 0) + 10_000);

    // Once the first mail is accepted the second is told already, and taken back at its last look.
    await f.db
      .updateTable('message')
      .set({ state: 'accepted' })
      .where('id', '=', first?.id ?? '')
      .execute();
    await f.db
      .updateTable('message')
      .set({ state: 'claimed' })
      .where('id', '=', second?.id ?? '')
      .execute();
    expect(await beginAttempts(f.db, [second?.id ?? ''], 60)).toEqual([]);
    expect((await f.messagesOf(lesser.escalationId)).at(0)).toMatchObject({ state: 'withheld', reason: 'merged' });
  });

  test('a mail about the lesser item goes out by itself when the other one was not accepted', async () => {
    const urgent = await f.raise(clinic.signal(patient));
    const lesser = await f.raise(clinic.signal(patient, { tier: 'today', class: 'infection' }));
    await step(urgent.escalationId);
    await step(lesser.escalationId);
    await take(urgent.escalationId);

    const [mail] = await f.messagesOf(lesser.escalationId);
    await f.db
      .updateTable('message')
      .set({ state: 'claimed' })
      .where('id', '=', mail?.id ?? '')
      .execute();
    expect(await beginAttempts(f.db, [mail?.id ?? ''], 60)).toHaveLength(1);
  });
});
