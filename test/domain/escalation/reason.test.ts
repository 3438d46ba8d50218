import { reasonFor } from '../../../src/domain/escalation/reason';

test('a reason names each class and rule once', () => {
  const spine = { rule: 'foot-drop', class: 'spine', sinceAcknowledged: false } as const;
  const mind = { rule: 'self-harm', class: 'mental-health', sinceAcknowledged: true } as const;

  expect(reasonFor('now', [spine, spine, mind])).toBe(
    'Needs a person now: spine (foot-drop); mental health (self-harm), new since acknowledged.',
  );
});
