import * as ledger from '../../../src/storage/message/messages';
import { ago } from '../../support/ledger-fixture';
import { accepted } from '../../support/ledger-moves';
import { ledgerOfOne, type LedgerOfOne } from '../../support/ledger-of-one';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

let { f, moves, owner } = {} as LedgerOfOne;
ledgerOfOne((ledger) => ({ f, moves, owner } = ledger));

describe('withholding', () => {
  test('reaches planned and claimed rows of its owner only', async () => {
    const other = await f.enrol();
    const claimed = await f.planMail(owner);
    await moves.claim();
    const planned = await f.planMail(owner, { due_at: ago(-DAY) });
    const elsewhere = await f.planMail(other);

    expect(await ledger.withholdForEnrolment(f.db, owner.enrolment, 'withdrawn')).toBe(2);

    for (const id of [claimed, planned])
      expect(await f.row(id)).toMatchObject({ state: 'withheld', reason: 'withdrawn' });
    expect((await f.row(elsewhere)).state).toBe('planned');
  });

  test('leaves what is already on its way', async () => {
    const id = await f.planMail(owner);
    await moves.attemptOne();

    expect(await ledger.withholdForCheckIn(f.db, owner.checkIn, 'answered')).toBe(0);

    expect((await f.row(id)).state).toBe('attempting');
  });

  test('silences an acknowledged escalation', async () => {
    const { escalation, message } = await moves.alertAbout(owner.patient);

    await ledger.withholdForEscalation(f.db, escalation, 'acknowledged');

    expect(await f.row(message)).toMatchObject({ state: 'withheld', reason: 'acknowledged' });
  });
});

describe('planning a staff alert', () => {
  test('twice plans one message, due at once', async () => {
    const escalationId = await f.escalate(owner.patient);
    const place = { clinicId: f.clinicId, escalationId, staffId: f.staffId, channel: 'mail' as const };
    const alert = { ...place, round: 1, rung: 1, repeat: 0, answerBy: Date.now(), next: null };

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

test('the ledger of an enrolment tells each message with its attempts', async () => {
  const sent = await f.planMail(owner, { due_at: ago(2 * MINUTE) });
  const { attemptId } = await moves.attemptOne();
  await moves.settle(attemptId, accepted, owner.email);
  const planned = await f.planMail(owner, { due_at: ago(-DAY), role: 'reminder-1' });

  const items = await ledger.messagesOf(f.db, owner.enrolment, { limit: 50, after: null });

  expect(items).toMatchObject([
    { id: sent, state: 'accepted', attempts: [{ outcome: 'accepted', code: 250 }] },
    { id: planned, role: 'reminder-1', state: 'planned', attempts: [] },
  ]);
});
