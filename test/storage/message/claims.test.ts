import * as ledger from '../../../src/storage/message/messages';
import { ago } from '../../support/ledger-fixture';
import { ledgerOfOne, type LedgerOfOne } from '../../support/ledger-of-one';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

let { f, moves, owner } = {} as LedgerOfOne;
ledgerOfOne((ledger) => ({ f, moves, owner } = ledger));

describe('claiming', () => {
  test('takes what is due, oldest first, and gives it a lease', async () => {
    const later = await f.planMail(owner, { due_at: ago(MINUTE) });
    const earlier = await f.planMail(owner, { due_at: ago(2 * MINUTE) });
    await f.planMail(owner, { due_at: ago(-MINUTE) });

    expect(await moves.claim()).toEqual([earlier, later]);

    const row = await f.row(earlier);
    expect(row.state).toBe('claimed');
    expect(row.lease_until).toBeGreaterThan(Date.now() + 50_000);
  });

  test('goes by the clinic’s clock', async () => {
    const tomorrow = await f.planMail(owner, { due_at: ago(-DAY) });
    expect(await moves.claim()).toEqual([]);

    await f.set('clinic', f.clinicId, { clock_offset_ms: DAY });

    expect(await moves.claim()).toEqual([tomorrow]);
  });

  test('leaves the other lane alone', async () => {
    await f.planMail(owner);
    const { message } = await moves.alertAbout(owner.patient);

    expect(await moves.claim('urgent')).toEqual([message]);
  });

  test('passes over an enrolment whose wake is more than fifteen minutes late', async () => {
    await f.planMail(owner);
    await f.set('enrolment', owner.enrolment, { wake_at: ago(16 * MINUTE) });
    expect(await moves.claim()).toEqual([]);
    expect(await ledger.nextDueAt(f.db, 'bulk')).toBeNull();

    await f.set('enrolment', owner.enrolment, { wake_at: ago(14 * MINUTE) });
    expect(await moves.claim()).toHaveLength(1);
  });

  test('still takes a staff alert about a stuck enrolment', async () => {
    await f.set('enrolment', owner.enrolment, { wake_at: ago(DAY) });
    const { message } = await moves.alertAbout(owner.patient);

    expect(await moves.claim('urgent')).toEqual([message]);
  });

  test('gives each row to one of two dispatchers at once', async () => {
    for (let n = 0; n < 60; n += 1) await f.planMail(owner);

    const [one, two, three] = await Promise.all([
      moves.claim('bulk', 25),
      moves.claim('bulk', 25),
      moves.claim('bulk', 25),
    ]);

    const taken = [...one, ...two, ...three];
    expect(new Set(taken).size).toBe(taken.length);
    expect([...taken, ...(await moves.claim())].sort()).toHaveLength(60);
  });

  test('can be given back', async () => {
    const id = await f.planMail(owner);
    await ledger.releaseClaims(f.db, await moves.claim());

    expect(await f.row(id)).toMatchObject({ state: 'planned', lease_until: null });
  });
});

describe('leases', () => {
  test('a claim that expired goes back', async () => {
    const id = await f.planMail(owner);
    await moves.claim();
    expect(await ledger.recoverLeases(f.db)).toBe(0);

    await f.set('message', id, { lease_until: ago(1) });

    expect(await ledger.recoverLeases(f.db)).toBe(1);
    expect(await f.row(id)).toMatchObject({ state: 'planned', lease_until: null });
  });

  test('an attempt whose text never began to leave goes back, and can begin no more', async () => {
    const id = await f.planMail(owner);
    const { attemptId } = await moves.attemptOne();

    await f.set('message', id, { lease_until: ago(1) });

    expect(await ledger.recoverLeases(f.db)).toBe(1);
    expect(await f.row(id)).toMatchObject({ state: 'planned', lease_until: null });
    expect(await f.attemptsOf(id)).toMatchObject([{ outcome: 'deferred' }]);
    expect(await ledger.beginData(f.db, [attemptId])).toEqual(new Set());
  });

  test('an attempt of a release that did not say whether its text began is ambiguous', async () => {
    const id = await f.planMail(owner);
    const { attemptId } = await moves.attemptOne();
    await f.set('message_attempt', attemptId, { data_begun: null });

    await f.set('message', id, { lease_until: ago(1) });
    await ledger.recoverLeases(f.db);

    expect((await f.row(id)).state).toBe('ambiguous');
  });

  test('an attempt nobody heard of again is ambiguous', async () => {
    const id = await f.planMail(owner);
    const { attemptId } = await moves.attemptOne();
    await ledger.beginData(f.db, [attemptId]);

    await f.set('message', id, { lease_until: ago(1) });
    await ledger.recoverLeases(f.db);

    expect((await f.row(id)).state).toBe('ambiguous');
    expect(await f.attemptsOf(id)).toMatchObject([{ outcome: 'ambiguous' }]);
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
    await moves.claim();

    const ms = await ledger.nextDueAt(f.db, 'bulk');

    expect(Math.abs((ms ?? 0) - MINUTE)).toBeLessThan(5000);
  });
});
