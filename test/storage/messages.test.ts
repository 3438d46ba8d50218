import { createHash } from 'node:crypto';
import type { Outcome } from '../../src/domain/message';
import { linkCodeHash } from '../../src/storage/link-code';
import * as ledger from '../../src/storage/messages';
import { ago, createLedgerFixture, type LedgerFixture } from '../support/ledger-fixture';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const accepted: Outcome = { outcome: 'accepted', code: 250 };
const deferred: Outcome = { outcome: 'deferred', code: 451 };
const ambiguous: Outcome = { outcome: 'ambiguous', code: null };
const noSuchMailbox: Outcome = { outcome: 'refused', code: 550, hardBounce: true };

let f: LedgerFixture;
type Owner = Awaited<ReturnType<LedgerFixture['enrol']>>;
let owner: Owner;

beforeAll(async () => {
  f = await createLedgerFixture();
});
beforeEach(async () => {
  await f.db.deleteFrom('link').execute();
  await f.db.deleteFrom('message_attempt').execute();
  await f.db.deleteFrom('message').execute();
  await f.set('clinic', f.clinicId, { clock_offset_ms: 0 });
  owner = await f.enrol();
});
afterAll(async () => {
  await f.close();
});

const claim = (lane: 'bulk' | 'urgent' = 'bulk', limit = 100) =>
  ledger.claimDue(f.db, { lane, limit, leaseSeconds: 60 });
const begin = (ids: string[]) => ledger.beginAttempts(f.db, ids, 180);
const attempt = async (lane: 'bulk' | 'urgent' = 'bulk') => begin(await claim(lane));
const settle = (attemptId: string, outcome: Outcome, to = owner.email) =>
  ledger.settle(f.db, [{ attemptId, to, outcome }]);

async function attemptOne(lane: 'bulk' | 'urgent' = 'bulk') {
  const [handover, ...others] = await attempt(lane);
  if (!handover || others.length > 0) throw new Error('not exactly one message was begun');
  return handover;
}
async function alertOf(round = 1) {
  const escalation = await f.escalate(owner.patient);
  const place = { clinicId: f.clinicId, escalationId: escalation, staffId: f.staffId, channel: 'mail' as const };
  await ledger.planStaffAlert(f.db, { ...place, round, rung: 1, repeat: 0, answerBy: Date.now() + 15 * MINUTE });
  const { id } = await f.db
    .selectFrom('message')
    .select('id')
    .where('escalation_id', '=', escalation)
    .executeTakeFirstOrThrow();
  return { escalation, message: id };
}

describe('claiming', () => {
  test('takes what is due, oldest first, and gives it a lease', async () => {
    const later = await f.planMail(owner, { due_at: ago(MINUTE) });
    const earlier = await f.planMail(owner, { due_at: ago(2 * MINUTE) });
    await f.planMail(owner, { due_at: ago(-MINUTE) });

    expect(await claim()).toEqual([earlier, later]);

    const row = await f.row(earlier);
    expect(row.state).toBe('claimed');
    expect(row.lease_until).toBeGreaterThan(Date.now() + 50_000);
  });

  test('goes by the clinic’s clock', async () => {
    const tomorrow = await f.planMail(owner, { due_at: ago(-DAY) });
    expect(await claim()).toEqual([]);

    await f.set('clinic', f.clinicId, { clock_offset_ms: DAY });

    expect(await claim()).toEqual([tomorrow]);
  });

  test('leaves the other lane alone', async () => {
    await f.planMail(owner);
    const { message } = await alertOf();

    expect(await claim('urgent')).toEqual([message]);
  });

  test('passes over an enrolment whose wake is more than fifteen minutes late', async () => {
    await f.planMail(owner);
    await f.set('enrolment', owner.enrolment, { wake_at: ago(16 * MINUTE) });
    expect(await claim()).toEqual([]);
    expect(await ledger.nextDueAt(f.db, 'bulk')).toBeNull();

    await f.set('enrolment', owner.enrolment, { wake_at: ago(14 * MINUTE) });
    expect(await claim()).toHaveLength(1);
  });

  test('still takes a staff alert about a stuck enrolment', async () => {
    await f.set('enrolment', owner.enrolment, { wake_at: ago(DAY) });
    const { message } = await alertOf();

    expect(await claim('urgent')).toEqual([message]);
  });

  test('gives each row to one of two dispatchers at once', async () => {
    for (let n = 0; n < 60; n += 1) await f.planMail(owner);

    const [one, two, three] = await Promise.all([claim('bulk', 25), claim('bulk', 25), claim('bulk', 25)]);

    const taken = [...one, ...two, ...three];
    expect(new Set(taken).size).toBe(taken.length);
    expect([...taken, ...(await claim())].sort()).toHaveLength(60);
  });

  test('can be given back', async () => {
    const id = await f.planMail(owner);
    await ledger.releaseClaims(f.db, await claim());

    expect(await f.row(id)).toMatchObject({ state: 'planned', lease_until: null });
  });
});

describe('beginning an attempt', () => {
  test('sets attempting, writes the attempt and a link of which only the hash is kept', async () => {
    const id = await f.planMail(owner);

    const handover = await attemptOne();

    expect(handover).toMatchObject({
      messageId: id,
      attempt: 1,
      to: owner.email,
      role: 'invite',
      clinic: { publicName: 'Riverside Outpatients' },
      checkIn: { givenName: 'Ada', pathwayId: 'test-pathway', pathwayVersion: 1, timeZone: 'Etc/UTC' },
    });
    expect(await f.row(id)).toMatchObject({ state: 'attempting', attempts: 1 });
    expect(await f.attemptsOf(id)).toMatchObject([{ id: handover.attemptId, outcome: null }]);
    const links = await f.db.selectFrom('link').selectAll().execute();
    const code = handover.checkIn?.linkCode ?? '';
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(links).toMatchObject([{ check_in_id: owner.checkIn, message_id: id, code_hash: linkCodeHash(code) }]);
    expect(links[0]?.code_hash).toEqual(createHash('sha256').update(code.replaceAll('-', '')).digest());
  });

  test('is done once when two dispatchers hold the same claim', async () => {
    for (let n = 0; n < 20; n += 1) await f.planMail(owner);
    const ids = await claim();

    const begun = (await Promise.all([begin(ids), begin(ids), begin(ids)])).flat();

    expect(begun).toHaveLength(20);
    expect(await f.db.selectFrom('message_attempt').selectAll().execute()).toHaveLength(20);
  });

  test('never happens to a message that was answered between claim and attempt', async () => {
    const id = await f.planMail(owner);
    const ids = await claim();
    await f.set('check_in', owner.checkIn, { status: 'answered' });
    await ledger.withholdForCheckIn(f.db, owner.checkIn, 'answered');

    expect(await begin(ids)).toEqual([]);

    expect(await f.row(id)).toMatchObject({ state: 'withheld', reason: 'answered', attempts: 0 });
  });

  test('passes over a row that a transaction is about to withhold', async () => {
    const id = await f.planMail(owner);
    const ids = await claim();

    await f.db.transaction().execute(async (tx) => {
      await ledger.withholdForCheckIn(tx, owner.checkIn, 'answered');
      expect(await begin(ids)).toEqual([]);
    });

    expect(await begin(ids)).toEqual([]);
    expect(await f.attemptsOf(id)).toEqual([]);
  });

  const pointless: [string, string, () => Promise<unknown>][] = [
    ['the patient has died', 'died', () => f.set('patient', owner.patient, { died_on: '2026-11-20' })],
    ['the enrolment has ended', 'ended', () => f.set('enrolment', owner.enrolment, { status: 'ended' })],
    ['the check-in is answered', 'answered', () => f.set('check_in', owner.checkIn, { status: 'answered' })],
    ['the check-in is cancelled', 'cancelled', () => f.set('check_in', owner.checkIn, { status: 'cancelled' })],
    ['the check-in is superseded', 'cancelled', () => f.set('check_in', owner.checkIn, { status: 'superseded' })],
    ['the check-in was missed', 'expired', () => f.set('check_in', owner.checkIn, { status: 'missed' })],
    ['the window has closed', 'expired', () => f.set('check_in', owner.checkIn, { closes_at: ago(1) })],
    ['there is no address', 'undeliverable', () => f.set('patient', owner.patient, { email: null })],
    ['the address bounced', 'undeliverable', () => f.set('patient', owner.patient, { email_bounced_at: ago(DAY) })],
    ['consent was taken back', 'no-consent', () => consent(false)],
    [
      'the message has expired',
      'expired',
      () =>
        f.db
          .updateTable('message')
          .set({ expires_at: ago(1) })
          .execute(),
    ],
  ];
  const consent = (given: boolean) =>
    f.db
      .insertInto('consent')
      .values({
        patient_id: owner.patient,
        channel: 'email',
        given,
        given_on: '2026-11-20',
        recorded_at: ago(0),
        recorded_by: 'test',
      })
      .execute();

  test.each(pointless)('withholds when %s (%s)', async (_case, reason, change) => {
    const id = await f.planMail(owner);
    const ids = await claim();
    await change();

    expect(await begin(ids)).toEqual([]);

    expect(await f.row(id)).toMatchObject({ state: 'withheld', reason, attempts: 0, lease_until: null });
  });

  const waiting: [string, () => Promise<unknown>, (due: number) => boolean][] = [
    ['held', () => f.set('enrolment', owner.enrolment, { status: 'held' }), (due) => near(due, 60 * MINUTE)],
    ['paused', () => f.set('enrolment', owner.enrolment, { status: 'paused' }), (due) => near(due, 60 * MINUTE)],
    ['quarantined', () => f.set('enrolment', owner.enrolment, { quarantined: true }), (due) => near(due, 60 * MINUTE)],
    [
      'not open yet',
      () => f.set('check_in', owner.checkIn, { opens_at: ago(-5 * MINUTE) }),
      (due) => near(due, 5 * MINUTE),
    ],
  ];
  const near = (due: number, ms: number) => Math.abs(due - Date.now() - ms) < 5000;

  test.each(waiting)('puts it back when %s', async (_case, change, isDue) => {
    const id = await f.planMail(owner);
    const ids = await claim();
    await change();

    expect(await begin(ids)).toEqual([]);

    const row = await f.row(id);
    expect(row).toMatchObject({ state: 'planned', attempts: 0, lease_until: null });
    expect(isDue(row.due_at)).toBe(true);
  });

  describe('in prompt hours', () => {
    const at = async (clock: string) => {
      await f.set('clinic', f.clinicId, { clock_offset_ms: Date.parse(clock) - Date.now() });
      await f.set('patient', owner.patient, { time_zone: 'America/New_York' });
      await f.set('check_in', owner.checkIn, { opens_at: new Date('2026-10-20'), closes_at: new Date('2026-11-20') });
      const planned = { due_at: new Date('2026-10-20'), expires_at: new Date('2026-11-20') };
      const id = await f.planMail(owner, planned);
      await promptHours('08:00', '20:00');
      return { begun: await attempt(), row: await f.row(id) };
    };
    const promptHours = async (from: string, to: string) => {
      const { settings } = await f.db.selectFrom('clinic').select('settings').executeTakeFirstOrThrow();
      await f.db
        .updateTable('clinic')
        .set({ settings: JSON.stringify({ ...settings, promptHours: { from, to } }) })
        .execute();
    };
    afterEach(() => promptHours('00:00', '24:00'));

    test('it leaves', async () => {
      expect((await at('2026-10-25T12:30:00Z')).begun).toHaveLength(1); // 08:30 in New York
    });

    test('an early one waits for the morning', async () => {
      const { row } = await at('2026-10-25T11:30:00Z'); // 07:30
      expect(new Date(row.due_at).toISOString()).toBe('2026-10-25T12:00:00.000Z');
    });

    test('a late one waits for the next morning, across the change of clocks', async () => {
      const { row } = await at('2026-11-01T01:00:00Z'); // 21:00 on Saturday; the clocks go back in the night
      expect(new Date(row.due_at).toISOString()).toBe('2026-11-01T13:00:00.000Z');
    });
  });

  const alertCases: [string, string, (escalation: string) => Promise<unknown>][] = [
    ['is resolved', 'resolved', (id) => f.set('escalation', id, { status: 'resolved' })],
    [
      'is acknowledged',
      'acknowledged',
      (id) => f.set('escalation', id, { status: 'acknowledged', acknowledged_until: ago(-60 * MINUTE) }),
    ],
    ['is in a new round', 'new-round', (id) => f.set('escalation', id, { round: 2 })],
  ];
  test.each(alertCases)('withholds a staff alert whose escalation %s (%s)', async (_case, reason, change) => {
    const { escalation, message } = await alertOf();
    const ids = await claim('urgent');
    await change(escalation);

    expect(await begin(ids)).toEqual([]);

    expect(await f.row(message)).toMatchObject({ state: 'withheld', reason });
  });

  test('withholds a staff alert to somebody who has left or has no address', async () => {
    const { message } = await alertOf();
    await f.set('staff_member', f.staffId, { active: false });
    await attempt('urgent');
    expect(await f.row(message)).toMatchObject({ state: 'withheld', reason: 'inactive' });

    await f.set('staff_member', f.staffId, { active: true, email: null });
    const second = await alertOfAnother();
    await attempt('urgent');
    expect(await f.row(second)).toMatchObject({ state: 'withheld', reason: 'undeliverable' });
    await f.set('staff_member', f.staffId, { email: 'lee@example.test' });
  });
  const alertOfAnother = async () => {
    owner = await f.enrol();
    return (await alertOf()).message;
  };

  test('sends a staff alert once the acknowledgement has expired, without anything of the patient', async () => {
    const { escalation } = await alertOf();
    await f.set('escalation', escalation, { status: 'acknowledged', acknowledged_until: ago(1) });

    const handover = await attemptOne('urgent');

    expect(handover).toMatchObject({
      to: 'lee@example.test',
      checkIn: null,
      alert: { escalationId: escalation, tier: 'now' },
    });
    expect(JSON.stringify(handover)).not.toMatch(/Ada|Okafor|A-\d/);
    expect(await f.db.selectFrom('link').selectAll().execute()).toEqual([]);
  });

  test('leaves a broken row to its neighbours’ good', async () => {
    const bad = await f.enrol();
    await f.set('patient', bad.patient, { time_zone: 'Mars/Olympus' });
    const broken = await f.planMail(bad);
    await f.planMail(owner);
    const ids = await claim();

    await expect(begin(ids)).rejects.toMatchObject({ code: expect.stringMatching(/^22/) as string });
    expect(await begin(ids.filter((id) => id !== broken))).toHaveLength(1);
    await f.set('message', broken, { state: 'withheld' });
  });
});

describe('settling', () => {
  test('accepted is final and carries the clinic’s time', async () => {
    await f.set('clinic', f.clinicId, { clock_offset_ms: 3 * DAY });
    const id = await f.planMail(owner);
    const { attemptId } = await attemptOne();

    await settle(attemptId, accepted);

    const { accepted_at } = await f.db
      .selectFrom('message')
      .select('accepted_at')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(await f.row(id)).toMatchObject({ state: 'accepted', lease_until: null });
    expect(Math.abs((accepted_at ?? 0) - Date.now() - 3 * DAY)).toBeLessThan(5000);
    expect(await f.attemptsOf(id)).toMatchObject([{ outcome: 'accepted', code: 250 }]);
  });

  test('is done once for each attempt', async () => {
    const id = await f.planMail(owner);
    const { attemptId } = await attemptOne();
    await settle(attemptId, accepted);

    await settle(attemptId, { outcome: 'refused', code: 550, hardBounce: true });

    expect((await f.row(id)).state).toBe('accepted');
    expect(await f.attemptsOf(id)).toMatchObject([{ outcome: 'accepted' }]);
  });

  test.each([
    [1, 1],
    [2, 5],
    [3, 15],
    [4, 60],
    [9, 60],
  ])('attempt %i that was not taken is tried again after %i minutes', async (attempts, minutes) => {
    const id = await f.planMail(owner, { attempts: attempts - 1 });
    const { attemptId } = await attemptOne();

    await settle(attemptId, deferred);

    const row = await f.row(id);
    expect(row).toMatchObject({ state: 'planned', attempts });
    expect(Math.abs(row.due_at - Date.now() - minutes * MINUTE)).toBeLessThan(5000);
    expect(await f.attemptsOf(id)).toMatchObject([{ outcome: 'deferred', code: 451 }]);
  });

  test('a staff alert never waits longer than a minute', async () => {
    const { message } = await alertOf();
    await f.set('message', message, { attempts: 7 });
    const { attemptId } = await attemptOne('urgent');

    await settle(attemptId, deferred);

    expect(Math.abs((await f.row(message)).due_at - Date.now() - MINUTE)).toBeLessThan(5000);
  });

  test('a hard bounce marks the address and names the patient once', async () => {
    const id = await f.planMail(owner);
    const { attemptId } = await attemptOne();

    expect(await settle(attemptId, noSuchMailbox)).toEqual([{ patientId: owner.patient, escalationId: null }]);
    expect(await settle(attemptId, noSuchMailbox)).toEqual([]);

    expect((await f.row(id)).state).toBe('refused');
    const patient = await f.db
      .selectFrom('patient')
      .selectAll()
      .where('id', '=', owner.patient)
      .executeTakeFirstOrThrow();
    expect(patient.email_bounced_at).not.toBeNull();
  });

  test('a bounce of an address that was corrected since marks nothing', async () => {
    await f.planMail(owner);
    const { attemptId, to } = await attemptOne();
    await f.set('patient', owner.patient, { email: 'new@example.test' });

    expect(await settle(attemptId, noSuchMailbox, to)).toEqual([]);

    const patient = await f.db
      .selectFrom('patient')
      .selectAll()
      .where('id', '=', owner.patient)
      .executeTakeFirstOrThrow();
    expect(patient.email_bounced_at).toBeNull();
  });

  test('a bounced staff mail makes the rung due now', async () => {
    const { escalation } = await alertOf();
    const { attemptId } = await attemptOne('urgent');

    expect(await settle(attemptId, noSuchMailbox)).toEqual([{ patientId: null, escalationId: escalation }]);

    const row = await f.db.selectFrom('escalation').selectAll().where('id', '=', escalation).executeTakeFirstOrThrow();
    expect(row.next_due_at).toBeLessThanOrEqual(Date.now());
  });

  test.each([
    ['a rung that is long passed', { rung: 2 }],
    ['a new round', { round: 2 }],
    ['an escalation somebody holds', { status: 'acknowledged' }],
    ['the last rung, behind which is nobody', { exhausted_at: ago(MINUTE) }],
  ])('a bounced staff mail does not move %s', async (_case, change) => {
    const { escalation } = await alertOf();
    const { attemptId } = await attemptOne('urgent');
    await f.set('escalation', escalation, change);

    expect(await settle(attemptId, noSuchMailbox)).toEqual([]);
  });

  test('ambiguous routine mail is not sent again', async () => {
    const id = await f.planMail(owner);
    const { attemptId } = await attemptOne();

    await settle(attemptId, ambiguous);

    expect(await f.row(id)).toMatchObject({ state: 'ambiguous', lease_until: null });
  });

  test('an ambiguous reminder is planned again after its waiting time, with a new attempt', async () => {
    const id = await f.planMail(owner, { role: 'reminder-1' });
    const first = await attemptOne();
    await settle(first.attemptId, ambiguous);
    expect(await ledger.recoverLeases(f.db)).toBe(0);

    await f.set('message', id, { lease_until: ago(1) });
    expect(await ledger.recoverLeases(f.db)).toBe(1);
    const second = await attemptOne();

    expect(second.messageId).toBe(id);
    expect(second.attemptId).not.toBe(first.attemptId);
    expect(await f.attemptsOf(id)).toMatchObject([{ outcome: 'ambiguous' }, { outcome: null }]);
  });

  test('a reminder is ambiguous three times at most', async () => {
    const id = await f.planMail(owner, { role: 'reminder-1', attempts: 2 });
    const { attemptId } = await attemptOne();

    await settle(attemptId, ambiguous);

    expect(await f.row(id)).toMatchObject({ state: 'ambiguous', attempts: 3, lease_until: null });
  });

  test('a late outcome settles an attempt that was given up', async () => {
    const id = await f.planMail(owner);
    const { attemptId } = await attemptOne();
    await f.set('message', id, { lease_until: ago(1) });
    await ledger.recoverLeases(f.db);
    expect((await f.row(id)).state).toBe('ambiguous');

    await settle(attemptId, accepted);

    expect((await f.row(id)).state).toBe('accepted');
    expect(await f.attemptsOf(id)).toMatchObject([{ outcome: 'accepted' }]);
  });

  test('a late outcome of an old attempt leaves the newer one alone', async () => {
    const id = await f.planMail(owner, { role: 'reminder-1' });
    const first = await attemptOne();
    await settle(first.attemptId, ambiguous);
    await f.set('message', id, { lease_until: ago(1) });
    await ledger.recoverLeases(f.db);
    await attemptOne();

    await settle(first.attemptId, accepted);

    expect((await f.row(id)).state).toBe('attempting');
    expect(await f.attemptsOf(id)).toMatchObject([{ outcome: 'accepted' }, { outcome: null }]);
  });
});

describe('leases', () => {
  test('a claim that expired goes back', async () => {
    const id = await f.planMail(owner);
    await claim();
    expect(await ledger.recoverLeases(f.db)).toBe(0);

    await f.set('message', id, { lease_until: ago(1) });

    expect(await ledger.recoverLeases(f.db)).toBe(1);
    expect(await f.row(id)).toMatchObject({ state: 'planned', lease_until: null });
  });

  test('an attempt nobody heard of again is ambiguous', async () => {
    const id = await f.planMail(owner);
    await attemptOne();

    await f.set('message', id, { lease_until: ago(1) });
    await ledger.recoverLeases(f.db);

    expect((await f.row(id)).state).toBe('ambiguous');
    expect(await f.attemptsOf(id)).toMatchObject([{ outcome: 'ambiguous' }]);
  });
});

describe('withholding', () => {
  test('reaches planned and claimed rows of its owner only', async () => {
    const other = await f.enrol();
    const claimed = await f.planMail(owner);
    await claim();
    const planned = await f.planMail(owner, { due_at: ago(-DAY) });
    const elsewhere = await f.planMail(other);

    expect(await ledger.withholdForEnrolment(f.db, owner.enrolment, 'withdrawn')).toBe(2);

    for (const id of [claimed, planned])
      expect(await f.row(id)).toMatchObject({ state: 'withheld', reason: 'withdrawn' });
    expect((await f.row(elsewhere)).state).toBe('planned');
  });

  test('leaves what is already on its way', async () => {
    const id = await f.planMail(owner);
    await attemptOne();

    expect(await ledger.withholdForCheckIn(f.db, owner.checkIn, 'answered')).toBe(0);

    expect((await f.row(id)).state).toBe('attempting');
  });

  test('silences an acknowledged escalation', async () => {
    const { escalation, message } = await alertOf();

    await ledger.withholdForEscalation(f.db, escalation, 'acknowledged');

    expect(await f.row(message)).toMatchObject({ state: 'withheld', reason: 'acknowledged' });
  });
});

describe('planning a staff alert', () => {
  test('twice plans one message, due at once', async () => {
    const escalationId = await f.escalate(owner.patient);
    const place = { clinicId: f.clinicId, escalationId, staffId: f.staffId, channel: 'mail' as const };
    const alert = { ...place, round: 1, rung: 1, repeat: 0, answerBy: Date.now() };

    expect(await ledger.planStaffAlert(f.db, alert)).toBe(true);
    expect(await ledger.planStaffAlert(f.db, alert)).toBe(false);
    expect(await ledger.planStaffAlert(f.db, { ...alert, repeat: 1 })).toBe(true);

    const keys = (await f.db.selectFrom('message').select('key').orderBy('key').execute()).map(({ key }) => key);
    expect(keys).toEqual([
      `escalation/${escalationId}/round/1/rung/1/${f.staffId}/mail`,
      `escalation/${escalationId}/round/1/rung/1/repeat/1/${f.staffId}/mail`,
    ]);
    expect(await ledger.nextDueAt(f.db, 'urgent')).toBe(0);
  });
});

describe('what is next', () => {
  test('is the earliest due row by the clinic’s clock', async () => {
    expect(await ledger.nextDueAt(f.db, 'bulk')).toBeNull();
    await f.planMail(owner, { due_at: ago(-10 * MINUTE) });
    await f.set('clinic', f.clinicId, { clock_offset_ms: 4 * MINUTE });

    const ms = await ledger.nextDueAt(f.db, 'bulk');

    expect(Math.abs((ms ?? 0) - 6 * MINUTE)).toBeLessThan(5000);
  });

  test('is a lease that ends when nothing else is planned', async () => {
    await f.planMail(owner);
    await claim();

    const ms = await ledger.nextDueAt(f.db, 'bulk');

    expect(Math.abs((ms ?? 0) - MINUTE)).toBeLessThan(5000);
  });
});

test('the ledger of an enrolment tells each message with its attempts', async () => {
  const sent = await f.planMail(owner, { due_at: ago(2 * MINUTE) });
  const { attemptId } = await attemptOne();
  await settle(attemptId, accepted);
  const planned = await f.planMail(owner, { due_at: ago(-DAY), role: 'reminder-1' });

  const items = await ledger.messagesOf(f.db, owner.enrolment);

  expect(items).toMatchObject([
    { id: sent, state: 'accepted', attempts: [{ outcome: 'accepted', code: 250 }] },
    { id: planned, role: 'reminder-1', state: 'planned', attempts: [] },
  ]);
});
