import { reasonFor } from '../../../src/domain/escalation/outcome';

test('a reason names each thing once, and what is new', () => {
  const spine = { words: 'A leg getting weaker: ticked', sinceAcknowledged: false };
  const mind = { words: 'Thoughts of hurting myself: several days', sinceAcknowledged: true };

  expect(reasonFor('now', [spine, spine, mind])).toBe(
    'Needs a person now: A leg getting weaker: ticked; Thoughts of hurting myself: several days (new since acknowledged).',
  );
});
