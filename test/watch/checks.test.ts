import { sql } from 'kysely';
import { DAY, HOUR, MINUTE } from '../../src/domain/words/time';
import { findLate } from '../../src/watch/checks';
import { climb } from '../../src/storage/escalation/escalations';
import { beginAttempts, claimDue, settle } from '../../src/storage/message/messages';
import { waysOut } from '../../src/storage/message/ways-out';
import type { Outcome } from '../../src/domain/words/message';
import { createLadderFixture, type LadderFixture } from '../support/ladder-fixture';
import { accepted, ambiguous, deferred, noSuchMailbox } from '../support/ledger-moves';
import { onCall } from '../support/ladder-settings';

let f: LadderFixture;
let clinic: Awaited<ReturnType<LadderFixture['aClinic']>>;
let now: number;

beforeEach(async () => {
  f = await createLadderFixture();
  clinic = await f.aClinic();
  now = await clinic.now();
  const { staffId } = await clinic.staff();
  for (const rota of ['first', 'second', 'manager']) await clinic.shift(rota, staffId, now - HOUR, now + 30 * DAY);
});
afterEach(async () => {
  await f.close();
});

const found = async () => (await findLate(f.db)).map(({ check, id }) => ({ check, id }));
const set = (table: string, id: string, values: Record<string, unknown>) =>
  sql`update ${sql.table(table)} set ${sql.join(Object.entries(values).map(([column, value]) => sql`${sql.ref(column)} = ${value}`))}
    where id = ${id}`.execute(f.db);
const ago = (ms: number) => new Date(now - ms);

const enrolment = async (values: Record<string, unknown> = {}) =>
  clinic.enrolment(await clinic.patient(), { wake_at: ago(-HOUR), ...values });

async function message(values: Record<string, unknown> = {}, of: Record<string, unknown> = {}) {
  const patientId = await clinic.patient();
  const enrolmentId = await clinic.enrolment(patientId, { wake_at: ago(-HOUR), ...of });
  return f.insert('message', {
    clinic_id: clinic.clinicId,
    key: `message-${enrolmentId}`,
    lane: 'bulk',
    channel: 'mail',
    template: 'check-in',
    role: 'invite',
    enrolment_id: enrolmentId,
    patient_id: patientId,
    due_at: ago(-HOUR),
    created_at: ago(DAY),
    ...values,
  });
}

async function checkIn(closesAt: Date, of: Record<string, unknown> = {}) {
  const patientId = await clinic.patient();
  const enrolmentId = await clinic.enrolment(patientId, { wake_at: ago(-HOUR), ...of });
  return f.insert('check_in', {
    clinic_id: clinic.clinicId,
    enrolment_id: enrolmentId,
    patient_id: patientId,
    key: 'care/diagnosis/weekly@2026-11-01',
    ask: '[]',
    opens_at: ago(8 * DAY),
    closes_at: closesAt,
  });
}

async function eventOf(enrolmentId: string) {
  await f.insert('event', {
    enrolment_id: enrolmentId,
    seq: 1,
    type: 'check-in.answered',
    data: '{}',
    occurred_at: ago(HOUR),
    recorded_at: ago(HOUR),
    recorded_by: 'patient',
    settings_version: 1,
  });
  await set('enrolment', enrolmentId, { event_seq: 1 });
  return enrolmentId;
}

const escalation = async (values: Record<string, unknown> = {}) => {
  const { escalationId } = await f.raise(clinic.signal(await clinic.patient()));
  await set('escalation', escalationId, { next_due_at: ago(-15 * MINUTE), ...values });
  return escalationId;
};

test('a house that keeps its promises is silent', async () => {
  await enrolment();
  await message();
  await checkIn(ago(-DAY));
  await escalation();
  await eventOf(await enrolment()); // quiet: it waits for the next wake

  expect(await found()).toEqual([]);
});

test('fifty late promises of all kinds are each found in the first round after their tolerance', async () => {
  const planted: { check: string; id: string }[] = [];
  const plant = (check: string, id: string) => planted.push({ check, id });
  // Late by seconds only when the tolerance has passed as well.
  for (let n = 0; n < 5; n += 1) {
    plant('enrolment-late', await enrolment({ wake_at: ago(1000 * n) }));
    plant('message-not-tried', await message({ due_at: ago(1000 * n) }));
    plant('rung-overdue', await escalation({ next_due_at: ago(1000 * n) }));
    plant(
      'rung-overdue',
      await escalation({ status: 'acknowledged', acknowledged_until: ago(1000 * n), next_due_at: ago(1000 * n) }),
    );
    plant('message-not-tried', await message({ state: 'claimed', due_at: ago(1000 * n), lane: 'urgent' }));
    plant('check-in-past-window', await checkIn(ago(1000 * n), { wake_at: ago(-DAY) }));
  }
  expect(await found()).toEqual([]);

  await clinic.pass(12 * MINUTE);
  for (let n = 0; n < 5; n += 1) {
    const wakeless = await enrolment({ wake_at: null, status: 'ended', ended_at: ago(HOUR) });
    plant('undigested-event', await eventOf(wakeless));
    plant('enrolment-without-wake', await enrolment({ wake_at: null }));
    plant('quarantined-event', await enrolment({ quarantined: true }));
    plant('rung-overdue', await escalation({ next_due_at: null }));
  }

  const findings = await findLate(f.db);
  const key = (finding: { check: string; id: string }) => `${finding.check} ${finding.id}`;
  expect(planted).toHaveLength(50);
  expect(findings.map(key).sort()).toEqual(planted.map(key).sort());
  expect(findings.every(({ clinicId, lateSeconds }) => clinicId === clinic.clinicId && lateSeconds >= 0)).toBe(true);
  expect(JSON.stringify(findings)).not.toMatch(/Okafor|@example/);
});

test('what waits for a person is not late', async () => {
  await message({ due_at: ago(HOUR) }, { status: 'held' });
  await message({ due_at: ago(HOUR) }, { status: 'paused' });
  await message({ due_at: ago(HOUR), state: 'withheld' });

  expect(await found()).toEqual([]);
});

test('an attempt whose lease ran out and that nobody settled is found', async () => {
  const id = await message({ due_at: ago(HOUR), state: 'attempting', lease_until: ago(6 * MINUTE) });

  expect(await found()).toEqual([{ check: 'message-not-tried', id }]);
});

test('G-7: a gap within fourteen days is told by its rota, and when it begins', async () => {
  await sql`update duty_shift set ends_at = ${ago(-3 * DAY)} where rota = 'second'`.execute(f.db);

  expect(await findLate(f.db)).toEqual([
    { check: 'rota-gap', clinicId: clinic.clinicId, id: 'second', since: now + 3 * DAY, lateSeconds: 0 },
  ]);
});

test('the rotas of an on-call ladder that only a rule names are watched as well', async () => {
  const named = { crisis: { ...onCall, rungs: [{ rota: 'crisis-team', waitMinutes: 5 }] } };
  await sql`update clinic set settings = jsonb_set(settings, '{namedPolicies}', ${JSON.stringify(named)}::jsonb)
    where id = ${clinic.clinicId}`.execute(f.db);

  expect(await found()).toEqual([{ check: 'rota-gap', id: 'crisis-team' }]);
});

describe('the canary', () => {
  const canaryHome = async (at: Date) => {
    const { escalationId } = await f.raise(clinic.signal(await clinic.patient(), { class: 'canary' }));
    await set('escalation', escalationId, { status: 'resolved', resolved_at: at, next_due_at: null });
  };
  const clinicIsOld = () => set('clinic', clinic.clinicId, { created_at: ago(2 * HOUR) });

  test('is not missed in the first hour of a clinic, even one whose clock was moved on', async () => {
    await clinic.pass(7 * DAY);
    expect(await found()).toEqual([]);
  });

  test('is missed when none has come home for 75 minutes', async () => {
    await clinicIsOld();
    expect(await found()).toEqual([{ check: 'no-canary', id: 'canary' }]);

    await canaryHome(ago(2 * HOUR));
    expect(await found()).toEqual([{ check: 'no-canary', id: 'canary' }]);

    await canaryHome(ago(HOUR));
    expect(await found()).toEqual([]);
  });
});

test('a clinic whose clock is being walked is late on purpose', async () => {
  await enrolment({ wake_at: ago(HOUR) });
  await set('clinic', clinic.clinicId, { clock_walk_until: ago(-MINUTE) });
  expect(await found()).toEqual([]);

  await set('clinic', clinic.clinicId, { clock_walk_until: ago(MINUTE) });
  expect(await found()).toHaveLength(1);
});

describe('a rung of tier now', () => {
  const told = async () => {
    const { escalationId } = await f.raise(clinic.signal(await clinic.patient()));
    await f.within((tx) => climb(tx, escalationId));
    return escalationId;
  };
  /** The urgent lane tries what is due; the other side answers. */
  const handOver = async (outcome: Outcome) => {
    const begun = await beginAttempts(f.db, await claimDue(f.db, { lane: 'urgent', limit: 10, leaseSeconds: 60 }), 180);
    await settle(
      f.db,
      begun.map(({ attemptId, to }) => ({ attemptId, to, outcome })),
    );
    return begun.length;
  };
  const untold = async () => (await findLate(f.db)).filter(({ check }) => check === 'rung-untold');

  test('that a mail server took is told', async () => {
    await told();
    await handOver(accepted);
    await clinic.pass(3 * MINUTE);

    expect(await untold()).toEqual([]);
  });

  test.each([
    ['is put off again and again', deferred],
    ['may have been taken or not', ambiguous],
  ])('whose mail %s has told nobody after two minutes', async (_case, outcome) => {
    const id = await told();
    expect(await handOver(outcome)).toBe(1);
    await clinic.pass(MINUTE);
    expect(await untold()).toEqual([]);

    await clinic.pass(MINUTE + 1000);
    await handOver(outcome);

    expect(await untold()).toMatchObject([{ id, clinicId: clinic.clinicId }]);
    expect((await untold())[0]?.lateSeconds).toBeGreaterThanOrEqual(120);
  });

  test('is judged by itself: what was taken on the rung before tells nobody of this one', async () => {
    const id = await told();
    await handOver(accepted);
    await clinic.pass(HOUR);
    await f.within((tx) => climb(tx, id));
    await handOver(deferred);
    await clinic.pass(3 * MINUTE);

    expect(await untold()).toMatchObject([{ id }]);
  });

  test('whose mailbox is gone is told by the next one', async () => {
    const id = await told();
    await handOver(noSuchMailbox);
    await f.within((tx) => climb(tx, id));
    await handOver(accepted);
    await clinic.pass(3 * MINUTE);

    expect(await untold()).toEqual([]);
  });

  test('with nobody on any list has told nobody', async () => {
    await f.db.deleteFrom('duty_shift').execute();
    const id = await told();
    await clinic.pass(3 * MINUTE);

    expect(await untold()).toMatchObject([{ id }]);
  });

  test('that somebody holds is no alarm', async () => {
    const id = await told();
    await set('escalation', id, { status: 'acknowledged', acknowledged_until: ago(-DAY), next_due_at: ago(-DAY) });
    await clinic.pass(3 * MINUTE);

    expect(await untold()).toEqual([]);
  });
});

describe('a way out', () => {
  /** A message that was tried once, so long ago by the wall clock. */
  const tried = async (outcome: string, minutesAgo: number, code: number | null = null, lane = 'bulk') => {
    const id = await message({
      lane,
      attempts: 1,
      due_at: ago(-HOUR),
      state: outcome === 'deferred' ? 'planned' : outcome,
    });
    await sql`insert into message_attempt (id, message_id, started_at, ended_at, outcome, code)
      select uuidv7(-back), ${id}, clock_timestamp() - back, clock_timestamp() - back, ${outcome}, ${code}::int
      from (select ${minutesAgo} * interval '1 minute' as back) b`.execute(f.db);
  };
  const failing = async () => (await found()).filter(({ check }) => check === 'way-out-failing').map(({ id }) => id);

  test.each([
    ['refuses connections', 'deferred', null, 'bulk/mail/deferred'],
    ['answers 554 to everything', 'deferred', 554, 'bulk/mail/refused'],
    ['leaves everything open', 'ambiguous', null, 'bulk/mail/ambiguous'],
  ])('that %s is found by the third message, and is one finding', async (_case, outcome, code, id) => {
    await tried('accepted', 4);
    await tried(outcome, 3, code);
    await tried(outcome, 2, code);
    expect(await failing()).toEqual([]);

    for (let n = 0; n < 38; n += 1) await tried(outcome, 1, code);

    expect(await failing()).toEqual([id]);
    expect(await waysOut(f.db)).toMatchObject({ failing: [{ id }], takenSeconds: expect.any(Number) as number });
  });

  test('works where a few mailboxes of many are full', async () => {
    for (let n = 0; n < 3; n += 1) await tried('deferred', 5, 552);
    for (let n = 0; n < 4; n += 1) await tried('accepted', 5);

    expect(await failing()).toEqual([]);
  });

  test('is found by a single message that waits while nothing at all was taken since', async () => {
    await tried('deferred', 71);
    expect(await failing()).toEqual(['bulk/mail/deferred']);

    await tried('accepted', 30, 250, 'urgent'); // a canary came home
    expect(await failing()).toEqual([]);
  });

  test('is told for each lane by itself', async () => {
    for (let n = 0; n < 3; n += 1) await tried('accepted', 5);
    for (let n = 0; n < 3; n += 1) await tried('deferred', 5, null, 'urgent');

    expect(await failing()).toEqual(['urgent/mail/deferred']);
  });

  test('that was mended is silent as soon as its messages are taken', async () => {
    for (let n = 0; n < 5; n += 1) await tried('deferred', 5);
    await sql`insert into message_attempt (id, message_id, ended_at, outcome, code)
      select uuidv7(), id, clock_timestamp(), 'accepted', 250 from message`.execute(f.db);

    expect(await failing()).toEqual([]);
  });
});
