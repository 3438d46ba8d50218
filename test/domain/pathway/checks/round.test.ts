import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadClinic } from '../../../../src/catalogue/clinic/load-clinic';
import { validatePathway } from '../../../../src/catalogue/pathway/validate-pathway';
import type { CheckRule } from '../../../../src/domain/pathway/checks/finding';
import { root, shippedInstruments } from '../../../support/care/shipped';

const text = readFileSync(join(__dirname, 'round.yaml'), 'utf8');
const instruments = shippedInstruments();
const clinic = loadClinic(join(root, 'clinic', 'demo.yaml'), instruments);

type Change = [from: string, to: string];

function found(changes: Change[]): string[] {
  let changed = text;
  for (const [from, to] of changes) {
    if (!changed.includes(from)) throw new Error(`round.yaml does not hold ${JSON.stringify(from)}`);
    changed = changed.replace(from, () => to);
  }
  const around = { instruments, clinic, messages: null, pages: null, released: null };
  return validatePathway(changed, around).findings.map(({ rule, sentence }) => `${rule}: ${sentence}`);
}

const asks = (checkIn: string, when: string): string => `          - { checkIn: ${checkIn}, ${when} }\n`;
const endFunction = asks('function', 'once: { afterDays: 84, from: stage }');
const overall = asks('overall', 'once: { afterDays: 77, from: stage }');
/** A slip, and beside it the change that comes nearest to it without being one. */
const pairs: [CheckRule, string, Change[], string, string, Change[]][] = [
  [
    'loop.no-limit',
    'a decision that leads back',
    [['decline: { stage: after-care }', 'decline: { stage: block }']],
    'leads back to "block", as often as one likes (block → review → block)',
    'a relapse that leads back',
    [['decline: { stage: review }', 'decline: { stage: block }']],
  ],
  [
    'loop.no-limit',
    'a follow-up that leads back whatever it found',
    [['approve: { end: care-completed }', 'approve: { stage: block }']],
    '(block → review → after-care → block)',
    'a follow-up that leads back where what was reached is lost',
    [['getting-worse:\n', 'not-enough:\n']],
  ],
  [
    'loop.no-limit',
    'another answer that leads back',
    [
      [
        'approve: { end: care-completed }',
        'approve: { end: care-completed }\n          options: [{ id: anew, says: anew, to: { stage: block } }]',
      ],
    ],
    '(block → review → after-care → block)',
    'another answer to a relapse that leads back',
    [
      [
        'decline: { stage: review }\n        checkIns:\n          - { checkIn: weekly, every: { days: 14 } }',
        'decline: { stage: review }\n            options: [{ id: anew, says: anew, to: { stage: block } }]\n        checkIns:\n          - { checkIn: weekly, every: { days: 14 } }',
      ],
    ],
  ],
  [
    'loop.no-limit',
    'a repetition that ends in the stage itself',
    [['atMost: 1, otherwise: { stage: review }', 'atMost: 1, otherwise: { stage: block }']],
    'leads back to "block"',
    'a repetition with a limit that leads on',
    [['atMost: 1, otherwise', 'atMost: 9, otherwise']],
  ],
  [
    'wait.no-deadline',
    'days and grace that are too long together',
    [
      [
        'graceDays: 14\n        baseline: { scores: [peg, rmdq-24]',
        'graceDays: 330\n        baseline: { scores: [peg, rmdq-24]',
      ],
    ],
    'graceDays is 414 days, which is no deadline',
    'days and grace that are long, and within the limit',
    [
      [
        'graceDays: 14\n        baseline: { scores: [peg, rmdq-24]',
        'graceDays: 300\n        baseline: { scores: [peg, rmdq-24]',
      ],
    ],
  ],
  [
    'wait.no-deadline',
    'a stage that only watches and asks once',
    [['mood, every: { days: 28 }', 'mood, once: { afterDays: 28, from: stage }']],
    'ask nothing again and again, so that silence would go on for ever',
    'a stage with a day of its own that asks once',
    [['weekly, every: { days: 14 }', 'weekly, once: { afterDays: 91, from: stage }']],
  ],
  [
    'wait.no-deadline',
    'a stage that only watches and rings too late',
    [['mood, every: { days: 28 }', 'mood, every: { days: 98 }']],
    'let silence go on for 105 days before somebody rings',
    'a stage that only watches and rings within a quarter',
    [['mood, every: { days: 28 }', 'mood, every: { days: 91 }']],
  ],
  [
    'stage.unreachable',
    'a track that waits for what no stage records',
    [['beginsWith: diagnosis.recorded', 'beginsWith: procedure.performed']],
    'waits for "procedure.performed", which no stage of another track has recorded',
    'a track that waits for what can be recorded at any time',
    [['beginsWith: diagnosis.recorded', 'beginsWith: imaging.reported']],
  ],
  [
    'rule.reads-too-early',
    'a score that is asked after the result is judged',
    [[overall, asks('overall', 'once: { afterDays: 91, from: stage }')]],
    'reads the score "pgic" on day 84, and no answer of the 21 days before can be there',
    'a score that is asked shortly before',
    [[overall, asks('overall', 'once: { afterDays: 63, from: stage }')]],
  ],
  [
    'rule.reads-too-early',
    'a score that is too old when the result is judged',
    [[endFunction, '']],
    'reads the score "rmdq-24" on day 84',
    'a score from before that still counts then',
    [
      [endFunction, ''],
      [
        '{ improved: { score: rmdq-24, byPercent: 30, withinDays: 21 } }',
        '{ improved: { score: rmdq-24, byPercent: 30, withinDays: 91 } }',
      ],
    ],
  ],
  [
    'rule.reads-too-early',
    'a score that may be left out for one that is too old',
    [[endFunction, endFunction.replace(' }\n', ', unlessScoredWithinDays: 28 }\n')]],
    'reads the score "rmdq-24" on day 84',
    'a score that may be left out for one that still counts',
    [[endFunction, endFunction.replace(' }\n', ', unlessScoredWithinDays: 21 }\n')]],
  ],
  [
    'rule.reads-too-early',
    'a score of a track that has not begun yet',
    [['beginsWith: diagnosis.recorded', 'beginsWith: procedure.performed']],
    'reads the score "phq-2", which no check-in of this stage, before it or beside it asks for',
    'a score of a track that has begun by then',
    [['beginsWith: diagnosis.recorded', 'beginsWith: session.attended']],
  ],
  [
    'rule.reads-too-early',
    'a decision of a stage that only comes later, elsewhere',
    [['gate: after-block, choice', 'gate: nowhere, choice']],
    'reads a decision at "nowhere", which is no question of this stage, before it or beside it',
    'a decision of a stage before',
    [['gate: after-block, choice', 'gate: relapse, choice']],
  ],
  [
    'rule.reads-too-early',
    'first scores that are called for and never asked',
    [['intake: { scores: [peg, rmdq-24]', 'intake: { scores: [peg, phq-9]']],
    'calls for "phq-9", which no check-in of this stage or beside it asks for',
    'first scores that are asked',
    [['intake: { scores: [peg, rmdq-24]', 'intake: { scores: [peg, nrs, rmdq-24]']],
  ],
  [
    'rule.reads-too-early',
    'misses of a check-in that is asked nowhere around',
    [
      [overall, ''],
      ['{ score: { of: pgic, atMost: 2, withinDays: 21 } }', '{ not: { missed: { checkIn: overall, inARow: 2 } } }'],
    ],
    'counts misses of "overall", which is not asked in this stage, before it or beside it',
    'misses of a check-in that is asked here',
    [['{ score: { of: pgic, atMost: 2, withinDays: 21 } }', '{ not: { missed: { checkIn: overall, inARow: 2 } } }']],
  ],
  [
    'rule.no-baseline',
    'a baseline of a course that only this course asks for',
    [
      [
        'success:\n          id: success.mood\n          when: { score: { of: phq-2, atMost: 2, withinDays: 28 } }',
        'success:\n          id: success.mood\n          when: { improved: { score: phq-2, byPoints: 1, withinDays: 28 } }',
      ],
    ],
    'compares "phq-2" with a baseline, and no check-in asks for it before that is frozen',
    'the same, compared with the first value ever known',
    [
      [
        'success:\n          id: success.mood\n          when: { score: { of: phq-2, atMost: 2, withinDays: 28 } }',
        'success:\n          id: success.mood\n          when: { improved: { score: phq-2, byPoints: 1, withinDays: 28 } }',
      ],
      [
        'baseline: { scores: [phq-2], maxAgeDays: 28 }',
        'baseline: { scores: [phq-2], maxAgeDays: 28, from: enrolment }',
      ],
    ],
  ],
  [
    'rule.met-by-silence',
    'success that silence brings about',
    [
      [
        'when: { score: { of: phq-2, atMost: 2, withinDays: 28 } }\n          source: PHQ-2 [F57]\n        checkIns',
        'when: { any: [{ missed: { checkIn: mood, inARow: 2 } }, { score: { of: phq-2, atMost: 2, withinDays: 28 } }] }\n          source: PHQ-2 [F57]\n        checkIns',
      ],
    ],
    'is met although nobody answers',
    'success that silence prevents',
    [
      [
        'when: { score: { of: phq-2, atMost: 2, withinDays: 28 } }\n          source: PHQ-2 [F57]\n        checkIns',
        'when: { all: [{ not: { missed: { checkIn: mood, inARow: 2 } } }, { score: { of: phq-2, atMost: 2, withinDays: 28 } }] }\n          source: PHQ-2 [F57]\n        checkIns',
      ],
    ],
  ],
];

describe('ways round, waits, and what rules read', () => {
  it('are sound in a pathway with a relapse and two tracks', () => {
    expect(found([])).toEqual([]);
  });

  it.each(pairs)('%s is broken by %s', (rule, _slip, changes, reason) => {
    expect(found(changes)).toContainEqual(expect.stringMatching(new RegExp(`^${rule}: .*${escaped(reason)}`)));
  });

  it.each(pairs.map(([rule, , , , near, changes]) => [rule, near, changes] as const))(
    '%s is kept by %s',
    (rule, _near, changes) => {
      expect(found(changes).filter((sentence) => sentence.startsWith(`${rule}:`))).toEqual([]);
    },
  );
});

function escaped(words: string): string {
  return words.replaceAll(/[()[\].*+?]/g, '\\$&');
}
