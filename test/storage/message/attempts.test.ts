import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { disownMail, linkCodeHash } from '../../../src/storage/check-in/links';
import * as ledger from '../../../src/storage/message/messages';
import { ago } from '../../support/ledger-fixture';
import { ledgerOfOne, type LedgerOfOne } from '../../support/ledger-of-one';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let { f, moves, owner } = {} as LedgerOfOne;
ledgerOfOne((ledger) => ({ f, moves, owner } = ledger));

describe('beginning an attempt', () => {
  test('sets attempting, writes the attempt and a link of which only the hash is kept', async () => {
    const id = await f.planMail(owner);

    const handover = await moves.attemptOne();

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

  test('takes settings that do not say when somebody is in for no hours: they keep no mail from being written', async () => {
    await sql`update clinic set settings = settings - 'staffedHours' - 'holidays'`.execute(f.db);
    await f.planMail(owner);

    expect((await moves.attemptOne()).checkIn?.clinicHours).toEqual([]);
  });

  test('that has just begun when the address changes leaves no link behind', async () => {
    await f.planMail(owner);
    const ids = await moves.claim();
    let changed = Promise.resolve();

    await f.db.transaction().execute(async (tx) => {
      await ledger.beginAttempts(tx, ids, 180);
      const at = Date.now();
      changed = disownMail(f.db, { patientId: owner.patient }, { at });
      // It waits for the message that is being handed over, and is seen to wait.
      for (;;) {
        const { rows } = await sql`select from pg_stat_activity where datname = current_database()
          and wait_event_type = 'Lock'`.execute(f.db);
        if (rows.length > 0) break;
      }
    });
    await changed;

    const links = await f.db.selectFrom('link').select('revoked_at').execute();
    expect(links).toEqual([{ revoked_at: expect.any(Number) as number }]);
  });

  test('says whose it is; two of one name at one address are told apart by nothing clinical', async () => {
    const named = async (who: { given: string; family: string; born: string }) => {
      const one = await f.enrol();
      await f.set('patient', one.patient, {
        given_name: who.given,
        family_name: who.family,
        born_on: who.born,
        email: 'both@example.test',
      });
      return one;
    };
    const called = async (one: typeof owner) => {
      await f.planMail(one);
      return (await moves.attemptOne()).checkIn?.givenName;
    };
    const john = await named({ given: 'John', family: 'Reed', born: '1950-03-01' });
    expect(await called(john)).toBe('John');
    const mary = await named({ given: 'Mary', family: 'Reed', born: '1952-03-01' });
    expect(await called(mary)).toBe('Mary');
    expect(await called(john)).toBe('John');

    const other = await named({ given: 'JOHN', family: 'Shaw', born: '1949-03-01' });
    expect([await called(john), await called(other)]).toEqual(['John (Reed)', 'JOHN (Shaw)']);

    const son = await named({ given: 'John', family: 'Reed', born: '1980-07-09' });
    expect([await called(john), await called(son)]).toEqual(['John (1950)', 'John (1980)']);

    await f.set('patient', son.patient, { born_on: '1950-07-09' });
    expect(await called(john)).toMatch(/^John \(A-\d+\)$/);
  });

  test('keeps which wording of the safety net the mail carries, in which language, by which settings', async () => {
    const id = await f.planMail(owner);

    const { checkIn, language } = await moves.attemptOne();

    expect(language).toBe('en');
    expect(checkIn?.safetyNet).toEqual(['In an emergency ring 999.']);
    const wording = { language: 'en', safety_net_version: 'en-7', settings_version: 1 };
    expect(await f.attemptsOf(id)).toMatchObject([wording]);
  });

  test('of a staff alert carries none', async () => {
    const { message } = await moves.alertAbout(owner.patient);

    await moves.attemptOne('urgent');

    const none = { language: null, safety_net_version: null, settings_version: null };
    expect(await f.attemptsOf(message)).toMatchObject([none]);
  });

  test.each([
    ['de', ['en', 'de'], 'de', 'de-1'],
    ['de-CH', ['en', 'de'], 'de', 'de-1'],
    ['fr', ['en', 'de'], 'en', 'en-7'],
    ['de', ['en'], 'en', 'en-7'],
    ['de', null, 'en', 'en-7'],
    ['en-GB', ['de', 'en'], 'en', 'en-7'],
    ['fr', ['de', 'en'], 'de', 'de-1'],
  ])('speaks to a patient of %s on a pathway in %j in %s', async (own, declared, spoken, version) => {
    const german = { safetyNet: { version: 'de-1', lines: ['Im Notfall 112.'] }, help: {} };
    await sql`update clinic set settings = jsonb_set(settings, '{texts,de}', ${JSON.stringify(german)})`.execute(f.db);
    await sql`update pathway_version set content = ${JSON.stringify(declared === null ? {} : { languages: declared })}`.execute(
      f.db,
    );
    await f.set('patient', owner.patient, { language: own });
    const id = await f.planMail(owner);

    expect((await moves.attemptOne()).language).toBe(spoken);

    expect(await f.attemptsOf(id)).toMatchObject([{ language: spoken, safety_net_version: version }]);
    await sql`update pathway_version set content = '{}'`.execute(f.db);
  });

  test('is done once when two dispatchers hold the same claim', async () => {
    for (let n = 0; n < 20; n += 1) await f.planMail(owner);
    const ids = await moves.claim();

    const begun = (await Promise.all([moves.begin(ids), moves.begin(ids), moves.begin(ids)])).flat();

    expect(begun).toHaveLength(20);
    expect(await f.db.selectFrom('message_attempt').selectAll().execute()).toHaveLength(20);
  });

  test('comes to the invitation first when a reminder is due with it after an outage', async () => {
    const invite = await f.planMail(owner, { role: 'invite', due_at: ago(HOUR) });
    const reminder = await f.planMail(owner, { role: 'reminder-1', due_at: ago(MINUTE) });

    const begun = await moves.begin(await moves.claim());

    expect(begun.map(({ messageId }) => messageId)).toEqual([invite]);
    expect(await f.row(reminder)).toMatchObject({ state: 'planned', attempts: 0 });
  });

  test('is left to the last reminder, however often each of them was put off by then', async () => {
    const first = await f.planMail(owner, { role: 'reminder-1', due_at: ago(MINUTE), attempts: 9 });
    const last = await f.planMail(owner, { role: 'reminder-2', due_at: ago(-20 * MINUTE), attempts: 4 });

    const begun = await moves.begin(await moves.claim());

    expect(begun).toEqual([]);
    expect(await f.row(first)).toMatchObject({ state: 'withheld', reason: 'merged' });
    expect(await f.row(last)).toMatchObject({ state: 'planned' });
  });

  test('never happens to a message that was answered between claim and attempt', async () => {
    const id = await f.planMail(owner);
    const ids = await moves.claim();
    await f.set('check_in', owner.checkIn, { status: 'answered' });
    await ledger.withholdForCheckIn(f.db, owner.checkIn, 'answered');

    expect(await moves.begin(ids)).toEqual([]);

    expect(await f.row(id)).toMatchObject({ state: 'withheld', reason: 'answered', attempts: 0 });
  });

  test('passes over a row that a transaction is about to withhold', async () => {
    const id = await f.planMail(owner);
    const ids = await moves.claim();

    await f.db.transaction().execute(async (tx) => {
      await ledger.withholdForCheckIn(tx, owner.checkIn, 'answered');
      expect(await moves.begin(ids)).toEqual([]);
    });

    expect(await moves.begin(ids)).toEqual([]);
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
    const ids = await moves.claim();
    await change();

    expect(await moves.begin(ids)).toEqual([]);

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
    const ids = await moves.claim();
    await change();

    expect(await moves.begin(ids)).toEqual([]);

    const row = await f.row(id);
    expect(row).toMatchObject({ state: 'planned', attempts: 0, lease_until: null });
    expect(isDue(row.due_at)).toBe(true);
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
    const { escalation, message } = await moves.alertAbout(owner.patient);
    const ids = await moves.claim('urgent');
    await change(escalation);

    expect(await moves.begin(ids)).toEqual([]);

    expect(await f.row(message)).toMatchObject({ state: 'withheld', reason });
  });

  test('withholds a staff alert to somebody who has left or has no address', async () => {
    const { message } = await moves.alertAbout(owner.patient);
    await f.set('staff_member', f.staffId, { active: false });
    await moves.attempt('urgent');
    expect(await f.row(message)).toMatchObject({ state: 'withheld', reason: 'inactive' });

    await f.set('staff_member', f.staffId, { active: true, email: null });
    const second = await alertOfAnother();
    await moves.attempt('urgent');
    expect(await f.row(second)).toMatchObject({ state: 'withheld', reason: 'undeliverable' });
    await f.set('staff_member', f.staffId, { email: 'lee@example.test' });
  });
  const alertOfAnother = async () => {
    owner = await f.enrol();
    return (await moves.alertAbout(owner.patient)).message;
  };

  test('ML-1: tells a person once, by the newest alert, when several waited for a mail server', async () => {
    const { escalation, message: first } = await moves.alertAbout(owner.patient);
    const place = { clinicId: f.clinicId, escalationId: escalation, staffId: f.staffId, channel: 'mail' as const };
    for (const repeat of [1, 2])
      await ledger.planStaffAlert(f.db, { ...place, round: 1, rung: 1, repeat, answerBy: Date.now(), next: null });
    await ledger.planStaffAlert(f.db, {
      ...place,
      staffId: f.otherStaffId,
      round: 1,
      rung: 1,
      repeat: 2,
      answerBy: 0,
      next: null,
    });

    const begun = await moves.begin(await moves.claim('urgent'));

    expect(begun.map(({ to }) => to).sort()).toEqual(['lee@example.test', 'sam@example.test']);
    expect(await f.row(first)).toMatchObject({ state: 'withheld', reason: 'merged' });
  });

  test('sends a staff alert once the acknowledgement has expired, without anything of the patient', async () => {
    const { escalation } = await moves.alertAbout(owner.patient);
    await f.set('escalation', escalation, { status: 'acknowledged', acknowledged_until: ago(1) });

    const handover = await moves.attemptOne('urgent');

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
    const ids = await moves.claim();

    await expect(moves.begin(ids)).rejects.toMatchObject({ code: expect.stringMatching(/^22/) as string });
    expect(await moves.begin(ids.filter((id) => id !== broken))).toHaveLength(1);
    await f.set('message', broken, { state: 'withheld' });
  });
});
