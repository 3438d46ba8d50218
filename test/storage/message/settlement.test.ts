import * as ledger from '../../../src/storage/message/messages';
import { ago } from '../../support/ledger-fixture';
import { accepted, ambiguous, deferred, noSuchMailbox } from '../../support/ledger-moves';
import { ledgerOfOne, type LedgerOfOne } from '../../support/ledger-of-one';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

let { f, moves, owner } = {} as LedgerOfOne;
ledgerOfOne((ledger) => ({ f, moves, owner } = ledger));

describe('settling', () => {
  test('accepted is final and carries the clinic’s time', async () => {
    await f.set('clinic', f.clinicId, { clock_offset_ms: 3 * DAY });
    const id = await f.planMail(owner, { due_at: ago(-3 * DAY) });
    const { attemptId } = await moves.attemptOne();

    await moves.settle(attemptId, accepted, owner.email);

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
    const { attemptId } = await moves.attemptOne();
    await moves.settle(attemptId, accepted, owner.email);

    await moves.settle(attemptId, noSuchMailbox, owner.email);

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
    const { attemptId } = await moves.attemptOne();

    await moves.settle(attemptId, deferred, owner.email);

    const row = await f.row(id);
    expect(row).toMatchObject({ state: 'planned', attempts });
    expect(Math.abs(row.due_at - Date.now() - minutes * MINUTE)).toBeLessThan(5000);
    expect(await f.attemptsOf(id)).toMatchObject([{ outcome: 'deferred', code: 451 }]);
  });

  test.each([
    [1, 15],
    [2, 30],
    [3, 60],
    [8, 60],
  ])('attempt %i of a staff alert that was not taken is tried again after %i seconds', async (attempts, seconds) => {
    const { message } = await moves.alertAbout(owner.patient);
    await f.set('message', message, { attempts: attempts - 1 });
    const { attemptId } = await moves.attemptOne('urgent');

    await moves.settle(attemptId, deferred, owner.email);

    expect(Math.abs((await f.row(message)).due_at - Date.now() - seconds * 1000)).toBeLessThan(5000);
  });

  test('a hard bounce marks the address and names the patient once', async () => {
    const id = await f.planMail(owner);
    const { attemptId } = await moves.attemptOne();

    expect(await moves.settle(attemptId, noSuchMailbox, owner.email)).toEqual([
      { patientId: owner.patient, escalationId: null },
    ]);
    expect(await moves.settle(attemptId, noSuchMailbox, owner.email)).toEqual([]);

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
    const { attemptId, to } = await moves.attemptOne();
    await f.set('patient', owner.patient, { email: 'new@example.test' });

    expect(await moves.settle(attemptId, noSuchMailbox, to)).toEqual([]);

    const patient = await f.db
      .selectFrom('patient')
      .selectAll()
      .where('id', '=', owner.patient)
      .executeTakeFirstOrThrow();
    expect(patient.email_bounced_at).toBeNull();
  });

  test('a bounced staff mail makes the rung due now', async () => {
    const { escalation } = await moves.alertAbout(owner.patient);
    const { attemptId } = await moves.attemptOne('urgent');

    expect(await moves.settle(attemptId, noSuchMailbox, owner.email)).toEqual([
      { patientId: null, escalationId: escalation },
    ]);

    const row = await f.db.selectFrom('escalation').selectAll().where('id', '=', escalation).executeTakeFirstOrThrow();
    expect(row.next_due_at).toBeLessThanOrEqual(Date.now());
  });

  test.each([
    ['a rung that is long passed', { rung: 2 }],
    ['a new round', { round: 2 }],
    ['an escalation somebody holds', { status: 'acknowledged' }],
    ['the last rung, behind which is nobody', { exhausted_at: ago(MINUTE) }],
  ])('a bounced staff mail does not move %s', async (_case, change) => {
    const { escalation } = await moves.alertAbout(owner.patient);
    const { attemptId } = await moves.attemptOne('urgent');
    await f.set('escalation', escalation, change);

    expect(await moves.settle(attemptId, noSuchMailbox, owner.email)).toEqual([]);
  });

  test('ambiguous routine mail is not sent again', async () => {
    const id = await f.planMail(owner);
    const { attemptId } = await moves.attemptOne();

    await moves.settle(attemptId, ambiguous, owner.email);

    expect(await f.row(id)).toMatchObject({ state: 'ambiguous', lease_until: null });
  });

  test('an ambiguous reminder is planned again after its waiting time, with a new attempt', async () => {
    const id = await f.planMail(owner, { role: 'reminder-1' });
    const first = await moves.attemptOne();
    await moves.settle(first.attemptId, ambiguous, owner.email);
    expect(await ledger.recoverLeases(f.db)).toBe(0);

    await f.set('message', id, { lease_until: ago(1) });
    expect(await ledger.recoverLeases(f.db)).toBe(1);
    const second = await moves.attemptOne();

    expect(second.messageId).toBe(id);
    expect(second.attemptId).not.toBe(first.attemptId);
    expect(await f.attemptsOf(id)).toMatchObject([{ outcome: 'ambiguous' }, { outcome: null }]);
  });

  test('a reminder is ambiguous three times at most', async () => {
    const id = await f.planMail(owner, { role: 'reminder-1', attempts: 2 });
    const { attemptId } = await moves.attemptOne();

    await moves.settle(attemptId, ambiguous, owner.email);

    expect(await f.row(id)).toMatchObject({ state: 'ambiguous', attempts: 3, lease_until: null });
  });

  test('a late outcome settles an attempt that was given up', async () => {
    const id = await f.planMail(owner);
    const { attemptId } = await moves.attemptOne();
    await ledger.beginData(f.db, [attemptId]);
    await f.set('message', id, { lease_until: ago(1) });
    await ledger.recoverLeases(f.db);
    expect((await f.row(id)).state).toBe('ambiguous');

    await moves.settle(attemptId, accepted, owner.email);

    expect((await f.row(id)).state).toBe('accepted');
    expect(await f.attemptsOf(id)).toMatchObject([{ outcome: 'accepted' }]);
  });

  test('a late outcome of an old attempt leaves the newer one alone', async () => {
    const id = await f.planMail(owner, { role: 'reminder-1' });
    const first = await moves.attemptOne();
    await moves.settle(first.attemptId, ambiguous, owner.email);
    await f.set('message', id, { lease_until: ago(1) });
    await ledger.recoverLeases(f.db);
    await moves.attemptOne();

    await moves.settle(first.attemptId, accepted, owner.email);

    expect((await f.row(id)).state).toBe('attempting');
    expect(await f.attemptsOf(id)).toMatchObject([{ outcome: 'accepted' }, { outcome: null }]);
  });
});
