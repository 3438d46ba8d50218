import { mayHold, mayResolve } from '../../../src/domain/escalation/outcome';
import { reasonFor } from '../../../src/domain/escalation/reason';

test('a reason names each class and rule once', () => {
  const spine = { rule: 'foot-drop', class: 'spine', sinceAcknowledged: false } as const;
  const mind = { rule: 'self-harm', class: 'mental-health', sinceAcknowledged: true } as const;

  expect(reasonFor('now', [spine, spine, mind])).toBe(
    'Needs a person now: spine (foot-drop); mental health (self-harm), new since acknowledged.',
  );
});

test.each([
  ['coordinator', 'spine', true, false],
  ['clinician', 'spine', true, true],
  ['lead', 'decision', true, true],
  ['operator', 'spine', true, false],
  ['system', 'spine', false, false],
  ['canary', 'spine', false, false],
  ['canary', 'canary', true, true],
  ['clinician', 'canary', false, false],
] as const)('a %s and a %s escalation: may hold %s, may resolve %s', (role, escalation, hold, resolve) => {
  expect([mayHold(role, escalation), mayResolve(role, escalation)]).toEqual([hold, resolve]);
});
