import { join, policyOf, toldAt, type Joined } from '../../../src/domain/escalation/round';
import { ladderSettings as settings, nextStaffed, onCall } from '../../support/ladder-settings';

const found = (change: Partial<Joined> = {}): Joined => ({
  status: 'open',
  rung: 1,
  policy: onCall,
  signals: [{ rule: 'foot-drop', class: 'spine', from: 'c1' }],
  ...change,
});
const same = { rule: 'foot-drop', class: 'spine', from: 'c1', policy: onCall } as const;
const otherRule = { rule: 'saddle-numbness', class: 'spine', from: 'c1', policy: onCall } as const;
const otherCheckIn = { rule: 'foot-drop', class: 'spine', from: 'c2', policy: onCall } as const;

test.each([
  ['the same rule of a held one', found({ status: 'acknowledged' }), same, false],
  ['another rule of a held one', found({ status: 'acknowledged' }), otherRule, true],
  ['another check-in of a held one', found({ status: 'acknowledged' }), otherCheckIn, true],
  ['another rule while the ladder is climbing', found(), otherRule, false],
  ['another rule after the ladder has run out', found({ rung: 3 }), otherRule, true],
  ['the same rule after the ladder has run out', found({ rung: 3 }), same, false],
  ['a class that may not wait, joining one that does', found({ policy: nextStaffed, rung: 0 }), same, true],
] as const)('%s: a new round? %#', (_case, joined, signal, newRound) => {
  expect(join(joined, signal).newRound).toBe(newRound);
});

test('only what voided an acknowledgement is marked as new since', () => {
  expect(join(found({ status: 'acknowledged' }), otherRule).sinceAcknowledged).toBe(true);
  expect(join(found({ status: 'acknowledged' }), same).sinceAcknowledged).toBe(false);
  expect(join(found({ rung: 3 }), otherRule).sinceAcknowledged).toBe(false);
});

test('the more urgent policy is taken over, the other way round it is not', () => {
  expect(join(found({ policy: nextStaffed }), otherRule).policy).toBe(onCall);
  expect(join(found(), { ...otherRule, policy: nextStaffed }).policy).toBe(onCall);
});

test('on-call is told at once, the others at the next opening', () => {
  const sunday = Date.UTC(2026, 10, 22, 2, 10);

  expect(toldAt(onCall, settings, sunday)).toBe(sunday);
  expect(toldAt(nextStaffed, settings, sunday)).toBe(Date.UTC(2026, 10, 23, 9));
});

test('a rule climbs the ladder it names, where the clinic has it, and otherwise its class’s', () => {
  const clinic = { ...settings, namedPolicies: { 'same-day': nextStaffed } };

  expect(policyOf(clinic, { class: 'spine', policy: 'same-day' })).toBe(nextStaffed);
  expect(policyOf(clinic, { class: 'spine', policy: 'immediate' })).toBe(onCall);
  expect(policyOf(clinic, { class: 'spine', policy: 'constructor' })).toBe(onCall);
  expect(policyOf(settings, { class: 'spine', policy: 'same-day' })).toBe(onCall);
  expect(policyOf(clinic, { class: 'spine' })).toBe(onCall);
});

test('a higher answer to the same question raises the ladder, and a lower one leaves it', () => {
  const item9 = { rule: 'phq-9.item-9', class: 'mental-health', from: 'c1' } as const;
  const sameDay = found({ policy: nextStaffed, rung: 0, signals: [item9] });

  expect(join(sameDay, { ...item9, policy: onCall })).toMatchObject({
    policy: onCall,
    newRound: true,
    sinceAcknowledged: false,
  });
  expect(join({ ...sameDay, status: 'acknowledged' }, { ...item9, policy: onCall }).sinceAcknowledged).toBe(true);
  expect(join(found({ signals: [item9] }), { ...item9, policy: nextStaffed })).toMatchObject({
    policy: onCall,
    newRound: false,
    sinceAcknowledged: false,
  });
});

test('something of another kind is told at once to whoever was told, and moves no rung', () => {
  const otherClass = { ...otherRule, rule: 'phq-9.item-9', class: 'mental-health' } as const;

  expect(join(found(), otherClass)).toMatchObject({ tellsAgain: true, newRound: false });
  expect(join(found(), otherRule).tellsAgain).toBe(false);
  // Nobody was told yet, or everybody is told anew: the rungs say it.
  expect(join(found({ rung: 0 }), otherClass).tellsAgain).toBe(false);
  expect(join(found({ status: 'acknowledged' }), otherClass)).toMatchObject({ tellsAgain: false, newRound: true });
});
