import { sql } from 'kysely';
import { DAY, HOUR, MINUTE } from '../../src/domain/time';
import { findLate } from '../../src/watch/checks';
import { createLadderFixture, type LadderFixture } from '../support/ladder-fixture';
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

test('a gap within fourteen days is told by its rota, and when it begins', async () => {
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
  const clinicIsOld = () => set('clinic', clinic.clinicId, { created_at: ago(26 * HOUR) });

  test('is not missed in the first day of a clinic, even one whose clock was moved on', async () => {
    await clinic.pass(7 * DAY);
    expect(await found()).toEqual([]);
  });

  test('is missed when none has come home for 25 hours', async () => {
    await clinicIsOld();
    expect(await found()).toEqual([{ check: 'no-canary', id: 'canary' }]);

    await canaryHome(ago(26 * HOUR));
    expect(await found()).toEqual([{ check: 'no-canary', id: 'canary' }]);

    await canaryHome(ago(24 * HOUR));
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
