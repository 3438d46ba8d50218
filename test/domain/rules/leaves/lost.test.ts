import fc from 'fast-check';
import { emptyHistory } from '../../../../src/domain/check-ins/history';
import { scoreRuleOf } from '../../../../src/domain/pathway/lookup';
import { smallestChange } from '../../../../src/domain/rules/counterfactual';
import { evaluate, type Predicate } from '../../../../src/domain/rules/predicates';
import type { Facts } from '../../../../src/domain/rules/evidence';
import { predicateText } from '../../../../src/domain/telling/rules';
import type { ScorePoint } from '../../../../src/domain/instrument/types';
import { DAY } from '../../../../src/domain/words/time';
import { shippedRules } from '../../../support/care/rules';

const rules = shippedRules();
const NOW = Date.UTC(2027, 0, 15, 12);
const half: Predicate = { kind: 'lost', score: 'rmdq-24', percentOfGain: 50, byPoints: 2, withinDays: 28 };
const ofPeg: Predicate = { kind: 'lost', score: 'peg', percentOfGain: 50, byPoints: 1, withinDays: 28 };
const daysUp: Predicate = { kind: 'lost', score: 'home-programme', percentOfGain: 50, byPoints: 1, withinDays: 28 };

type Course = { before?: number; reached?: number; now?: number; daysAgo?: number };

function facts(score: string, { before, reached, now, daysAgo = 1 }: Course): Facts {
  const point = (raw: number, days: number): ScorePoint => ({ raw, value: raw, at: NOW - days * DAY });
  return {
    at: NOW,
    today: '2027-01-15',
    since: '2026-12-01',
    startedOn: '2026-07-01',
    scores: now === undefined ? {} : { [score]: [point(now, daysAgo)] },
    baseline: before === undefined ? {} : { [score]: point(before, 190) },
    reached: reached === undefined ? {} : { [score]: point(reached, 45) },
    recorded: [],
    missedInARow: {},
    history: emptyHistory(),
    attendance: null,
    site: null,
    scoreRule: (name) => scoreRuleOf(rules, name),
  };
}

const truthOf = (leaf: Predicate, score: string, course: Course) => evaluate(leaf, facts(score, course)).truth;

describe('the loss of a gain', () => {
  it.each([
    ['less than half of it', { before: 16, reached: 8, now: 11 }, false],
    ['exactly half of it', { before: 16, reached: 8, now: 12 }, true],
    ['half of an odd gain only when a whole half is gone', { before: 15, reached: 8, now: 11 }, false],
    ['all of it and more', { before: 16, reached: 8, now: 20 }, true],
    ['nothing: it got even better', { before: 16, reached: 8, now: 4 }, false],
    ['half of a small gain, but not so many points', { before: 10, reached: 8, now: 9 }, false],
    ['half of a small gain, and so many points', { before: 10, reached: 8, now: 10 }, true],
  ])('%s', (_what, course, truth) => {
    expect(truthOf(half, 'rmdq-24', course)).toBe(truth);
  });

  it.each([
    ['nothing was gained', { before: 10, reached: 10, now: 20 }, 'a gain in RMDQ-24'],
    ['it was worse when the stage was entered', { before: 10, reached: 14, now: 20 }, 'a gain in RMDQ-24'],
    ['nothing is known from before', { reached: 8, now: 20 }, 'RMDQ-24 before the start'],
    ['nothing is known from the entry', { before: 16, now: 20 }, 'RMDQ-24 when the stage was entered'],
    ['nothing new is known', { before: 16, reached: 8 }, 'RMDQ-24 now'],
    ['what is known is too old', { before: 16, reached: 8, now: 20, daysAgo: 29 }, 'RMDQ-24 now'],
  ])('is unknown when %s', (_what, course, missing) => {
    const verdict = evaluate(half, facts('rmdq-24', course));

    expect(verdict).toMatchObject({ truth: 'unknown', missing: [missing] });
  });

  it('counts the sum of a mean, and the other way round where more is better', () => {
    expect(truthOf(ofPeg, 'peg', { before: 24, reached: 15, now: 19 })).toBe(false);
    expect(truthOf(ofPeg, 'peg', { before: 24, reached: 15, now: 20 })).toBe(true);
    expect(truthOf(daysUp, 'home-programme', { before: 1, reached: 7, now: 5 })).toBe(false);
    expect(truthOf(daysUp, 'home-programme', { before: 1, reached: 7, now: 4 })).toBe(true);
  });

  it('is put in words, with the smallest change that would turn it', () => {
    expect(predicateText(ofPeg)).toBe('50 % of the gain in PEG lost, and at least 1 point, within 28 days');
    expect(smallestChange(ofPeg, facts('peg', { before: 24, reached: 15, now: 16 }))).toBe('PEG 6.7 or more');
    expect(smallestChange(ofPeg, facts('peg', { before: 24, reached: 15, now: 21 }))).toBe('PEG 6.3 or less');
  });

  it('never turns back while it gets worse', () => {
    const raw = fc.integer({ min: 0, max: 24 });
    fc.assert(
      fc.property(raw, raw, raw, (before, reached, now) => {
        const truth = truthOf(half, 'rmdq-24', { before, reached, now });
        const worse = truthOf(half, 'rmdq-24', { before, reached, now: now + 1 });

        expect(truth === 'unknown').toBe(reached >= before);
        expect(truth === true && worse === false).toBe(false);
      }),
    );
  });
});
