import { comparable, differenceOf } from '../../../src/domain/stories/look';
import { at, london } from '../../support/care/facts';

const because = [
  {
    at: at('2027-04-10', '09:30'),
    what: 'check-in.answered' as const,
    rule: 'event/check-in.answered',
    inputs: [{ name: 'peg', value: 5 }],
  },
];
const seen = {
  stage: { care: 'knee-follow-up', psychology: 'mood' },
  status: 'active',
  messages: ['2027-04-10 invite', '2027-04-08 invite'],
  tasks: ['call-patient' as const, 'ask-by-phone' as const],
  escalations: [],
  questions: [],
  missing: [],
};
const look = (expect: object) => comparable({ at: at('2027-04-11'), expect, seen, because }, 'care');
const different = (expect: object) => differenceOf(look(expect), 'relapse', london);

describe('a look at a story', () => {
  it.each([
    [{ stage: 'knee-follow-up' }],
    [{ stage: { care: 'knee-follow-up', psychology: 'mood', rehabilitation: 'not begun' } }],
    [{ messages: 2 }],
    [{ messages: ['2027-04-08 invite', '2027-04-10 invite'], tasks: ['ask-by-phone', 'call-patient'] }],
    [{}],
  ])('finds %j as the story says', (expected) => {
    expect(different(expected)).toBeNull();
  });

  it.each([[{ stage: 'exercise' }], [{ messages: 1 }], [{ tasks: ['call-patient'] }], [{ status: 'held' }]])(
    'does not find %j',
    (expected) => {
      expect(different(expected)).not.toBeNull();
    },
  );

  it('that finds something else says the story, the day, what was expected, what came, and why', () => {
    expect(different({ questions: ['relapse: getting-worse'], status: 'active' })).toBe(
      [
        '“relapse”, 2027-04-11:',
        '  questions: expected ["relapse: getting-worse"]',
        '                 came []',
        '  The journal since the last look:',
        '    2027-04-10 A check-in was answered (PEG 5). [event/check-in.answered: peg 5]',
      ].join('\n'),
    );
  });
});
