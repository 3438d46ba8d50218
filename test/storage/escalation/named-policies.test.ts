import { HOUR, MINUTE } from '../../../src/domain/words/time';
import { acknowledge, climb, one } from '../../../src/storage/escalation/escalations';
import { gaps, onCallRotas } from '../../../src/storage/rota/gaps';
import { createLadderFixture, type LadderFixture } from '../../support/ladder-fixture';
import { ladderSettings, nextStaffed, onCall } from '../../support/ladder-settings';

/** Waits an hour where the other ladder waits a quarter; the same people. */
const sameDay = {
  ...nextStaffed,
  goesOnAfterHours: true,
  rungs: nextStaffed.rungs.map((rung) => ({ ...rung, waitMinutes: 60 })),
} as const;
const settings = {
  ...ladderSettings,
  policies: { ...ladderSettings.policies, 'mental-health': onCall },
  namedPolicies: { 'same-day': sameDay, immediate: onCall },
};

let f: LadderFixture;
let clinic: Awaited<ReturnType<LadderFixture['aClinic']>>;
let patient: string;

beforeAll(async () => {
  f = await createLadderFixture();
});
afterAll(async () => {
  await f.close();
});
beforeEach(async () => {
  clinic = await f.aClinic(settings);
  patient = await clinic.patient();
});

const item9 = (policy: string, answer: number) =>
  clinic.signal(patient, {
    class: 'mental-health',
    rule: 'phq-9.item-9',
    policy,
    signalKey: `${patient}/phq-9/9/${answer}/phq-9.item-9`,
  });
/** London keeps UTC in November; 25 November 2031 is a Tuesday. */
async function passTo(utc: string): Promise<void> {
  await clinic.pass(Date.parse(utc) - (await clinic.now()));
}
const NOON = '2031-11-25T12:00:00Z';
const NIGHT = '2031-11-25T02:10:00Z';

describe('a signal whose rule names a ladder', () => {
  test('copies that ladder, not its class’s', async () => {
    await passTo(NOON);

    const { escalationId } = await f.raise(item9('same-day', 1));

    expect((await f.escalation(escalationId)).policy).toEqual(sameDay);
  });

  test('of the same day starts at once by day, and at opening when it comes at night', async () => {
    await passTo(NOON);
    const byDay = await f.raise(item9('same-day', 1));
    patient = await clinic.patient();
    await passTo('2031-11-26T02:10:00Z');
    const atNight = await f.raise(item9('same-day', 1));

    expect(await one(f.db, clinic.clinicId, byDay.escalationId)).toMatchObject({ receivedUnstaffed: false });
    expect(await one(f.db, clinic.clinicId, atNight.escalationId)).toMatchObject({
      receivedUnstaffed: true,
      dueAt: Date.parse('2031-11-26T09:00:00Z'),
    });
  });

  test('that is immediate is told at night', async () => {
    await passTo(NIGHT);

    const { escalationId } = await f.raise(item9('immediate', 2));

    const found = await one(f.db, clinic.clinicId, escalationId);
    expect(found).toMatchObject({ receivedUnstaffed: false });
    expect(found.dueAt).toBe(found.raisedAt);
  });

  test('the clinic does not have climbs the ladder of its class', async () => {
    const { escalationId } = await f.raise(item9('next-week', 1));

    expect((await f.escalation(escalationId)).policy).toEqual(onCall);
  });
});

describe('a more urgent answer to the same question', () => {
  test('raises the escalation to its ladder, at rung one and at once', async () => {
    await passTo(NIGHT);
    const { escalationId } = await f.raise(item9('same-day', 1));

    expect(await f.raise(item9('immediate', 2))).toEqual({ escalationId, raised: false, joined: true });

    const found = await f.escalation(escalationId);
    expect(found).toMatchObject({ policy: onCall, round: 2, rung: 0, status: 'open', revision: 2 });
    expect(found.next_due_at).toBeLessThan(Date.parse(NIGHT) + MINUTE);
    expect(await f.stepsOf(escalationId)).toEqual(['raised', 'new-round']);
  });

  test('takes it out of the hands of whoever held it, and a less urgent one leaves it there', async () => {
    await passTo(NOON);
    const ann = await clinic.staff('clinician');
    const now = await clinic.now();
    for (const rota of ['first', 'second', 'manager']) {
      await clinic.shift(rota, ann.staffId, now - HOUR, now + 24 * HOUR);
    }
    const { escalationId } = await f.raise(item9('same-day', 1));
    await f.within((tx) => climb(tx, escalationId));
    await f.within((tx) => acknowledge(tx, { id: escalationId, staff: ann }));

    await f.raise(item9('immediate', 2));
    expect(await f.escalation(escalationId)).toMatchObject({ status: 'open', round: 2, rung: 0 });

    await f.raise(item9('same-day', 3));
    expect(await f.escalation(escalationId)).toMatchObject({ policy: onCall, round: 2 });
  });
});

test('the rotas of a named on-call ladder are kept free of gaps as well', async () => {
  const own = { ...onCall, rungs: [{ rota: 'crisis', waitMinutes: 5 }] };

  expect(onCallRotas({ ...settings, namedPolicies: { immediate: own } })).toContain('crisis');
  expect(onCallRotas({ ...settings, namedPolicies: { 'same-day': { ...sameDay, rungs: own.rungs } } })).not.toContain(
    'crisis',
  );
  expect(await gaps(f.db, clinic.clinicId, 'crisis', 0, HOUR)).toEqual([{ from: 0, to: HOUR }]);
});
