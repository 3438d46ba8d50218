import { combine, evaluate, type Predicate } from '../../../src/domain/rules/predicates';
import type { Facts } from '../../../src/domain/rules/evidence';
import type { Truth } from '../../../src/domain/rules/leaf';
import { predicateText } from '../../../src/domain/telling/rules';
import { smallestChange } from '../../../src/domain/rules/counterfactual';
import { emptyHistory } from '../../../src/domain/check-ins/history';
import { scoreRuleOf } from '../../../src/domain/pathway/lookup';
import type { ScorePoint } from '../../../src/domain/instrument/types';
import { DAY } from '../../../src/domain/words/time';
import { shippedRules } from '../../support/care/rules';

const rules = shippedRules();
const NOW = 1_800_000_000_000;

function point(raw: number, daysAgo = 0, value = raw): ScorePoint {
  return { raw, value, at: NOW - daysAgo * DAY };
}

function facts(over: Partial<Facts> = {}): Facts {
  return {
    at: NOW,
    today: '2027-01-15',
    since: '2027-01-01',
    startedOn: '2026-12-01',
    scores: {},
    baseline: {},
    recorded: [],
    missedInARow: {},
    history: emptyHistory(),
    attendance: null,
    site: null,
    scoreRule: (score) => scoreRuleOf(rules, score),
    ...over,
  };
}

const leaf = (event: string): Predicate => ({ kind: 'recorded', event });
const truths: Record<string, Truth> = { yes: true, no: false, open: 'unknown' };
const table = (predicate: Predicate): Truth =>
  combine(predicate, (each) => {
    const truth = each.kind === 'recorded' ? (truths[each.event] ?? false) : false;
    return { truth, told: () => ({ inputs: [], missing: truth === 'unknown' ? ['something'] : [] }) };
  }).truth;

describe('a tree of three values', () => {
  it.each<[string, string[], Truth]>([
    ['all', ['yes', 'yes'], true],
    ['all', ['yes', 'open'], 'unknown'],
    ['all', ['no', 'open'], false],
    ['any', ['no', 'no'], false],
    ['any', ['no', 'open'], 'unknown'],
    ['any', ['yes', 'open'], true],
  ])('%s of %j is %s', (kind, parts, expected) => {
    expect(table({ kind: kind as 'all' | 'any', of: parts.map(leaf) })).toBe(expected);
  });

  it.each<[string[], Truth]>([
    [['yes', 'yes', 'open'], true],
    [['yes', 'no', 'open'], 'unknown'],
    [['no', 'no', 'open'], false],
    [['yes', 'open', 'open'], 'unknown'],
    [['yes', 'no', 'no'], false],
  ])('at least two of %j is %s', (parts, expected) => {
    expect(table({ kind: 'at-least', count: 2, of: parts.map(leaf) })).toBe(expected);
  });

  it.each<[string, Truth]>([
    ['yes', false],
    ['no', true],
    ['open', 'unknown'],
  ])('not %s is %s', (part, expected) => {
    expect(table({ kind: 'not', of: leaf(part) })).toBe(expected);
  });

  it('names what is missing only where that decides', () => {
    const missing = (parts: string[]): string[] =>
      combine({ kind: 'any', of: parts.map(leaf) }, (each) => ({
        truth: each.kind === 'recorded' ? (truths[each.event] ?? false) : false,
        told: () => ({ inputs: [], missing: ['something'] }),
      })).told().missing;

    expect(missing(['no', 'open'])).toEqual(['something']);
    expect(missing(['yes', 'open'])).toEqual([]);
  });
});

describe('improvement from the baseline', () => {
  const byPercent: Predicate = { kind: 'improved', score: 'peg', byPercent: 30, withinDays: 14 };

  it.each<[string, number, number, Truth]>([
    ['exactly 30 per cent', 20, 14, true],
    ['one step less than 30 per cent', 20, 15, false],
    ['30 per cent that no whole step meets', 22, 15, true],
    ['a step short of that', 22, 16, false],
    ['worse', 10, 20, false],
  ])('%s', (_name, before, after, expected) => {
    const verdict = evaluate(
      byPercent,
      facts({ baseline: { peg: point(before, 40) }, scores: { peg: [point(after)] } }),
    );

    expect(verdict.truth).toBe(expected);
  });

  it('cannot be told without a baseline, an end, or anything to improve', () => {
    const baseline = { peg: point(20, 40) };
    const scores = { peg: [point(10)] };

    expect(evaluate(byPercent, facts({ scores }))).toMatchObject({
      truth: 'unknown',
      missing: ['PEG before the start'],
    });
    expect(evaluate(byPercent, facts({ baseline }))).toMatchObject({ truth: 'unknown', missing: ['PEG at the end'] });
    expect(evaluate(byPercent, facts({ baseline: { peg: point(0, 40) }, scores }))).toMatchObject({ truth: 'unknown' });
  });

  it('reads no score older than the rule allows', () => {
    const baseline = { peg: point(20, 40) };

    expect(evaluate(byPercent, facts({ baseline, scores: { peg: [point(10, 14)] } })).truth).toBe(true);
    expect(evaluate(byPercent, facts({ baseline, scores: { peg: [point(10, 15)] } })).truth).toBe('unknown');
  });

  it('by points counts a mean in its own points', () => {
    const byPoints: Predicate = { kind: 'improved', score: 'peg', byPoints: 2, withinDays: 14 };
    const truth = (after: number): Truth =>
      evaluate(byPoints, facts({ baseline: { peg: point(20, 40) }, scores: { peg: [point(after)] } })).truth;

    expect([truth(14), truth(15)]).toEqual([true, false]);
  });
});

describe('other leaves', () => {
  it.each<[string, Predicate, Truth]>([
    ['enough days in the stage', { kind: 'elapsed', days: 14 }, true],
    ['too few days in the stage', { kind: 'elapsed', days: 15 }, false],
    ['two missed of two', { kind: 'missed', checkIn: 'weekly', inARow: 2 }, true],
    ['two missed of three', { kind: 'missed', checkIn: 'weekly', inARow: 3 }, false],
    ['a recorded fact', { kind: 'recorded', event: 'medication.stopped' }, true],
    ['a fact that was not recorded', { kind: 'recorded', event: 'diagnosis.recorded' }, false],
    ['a score at its limit', { kind: 'score', score: 'pgic', atMost: 2, withinDays: 14 }, true],
    ['a score beyond its limit', { kind: 'score', score: 'pgic', atMost: 1, withinDays: 14 }, false],
    ['a mean at its limit', { kind: 'score', score: 'peg', atLeast: 5, withinDays: 14 }, true],
    ['a score nobody has', { kind: 'score', score: 'rmdq-24', atMost: 2, withinDays: 14 }, 'unknown'],
  ])('%s', (_name, predicate, expected) => {
    const known = facts({
      recorded: ['medication.stopped'],
      missedInARow: { weekly: 2 },
      scores: { pgic: [point(2)], peg: [point(15, 0, 5)] },
    });

    expect(evaluate(predicate, known).truth).toBe(expected);
  });
});

describe('the smallest change', () => {
  const twoOfThree: Predicate = {
    kind: 'at-least',
    count: 2,
    of: [
      { kind: 'improved', score: 'peg', byPercent: 30, withinDays: 14 },
      { kind: 'improved', score: 'rmdq-24', byPoints: 5, withinDays: 14 },
      { kind: 'score', score: 'pgic', atMost: 2, withinDays: 14 },
    ],
  };
  const baseline = { peg: point(22, 40, 7.3), 'rmdq-24': point(16, 40) };

  it('is the nearest score that would flip the rule', () => {
    const scores = { peg: [point(17, 0, 5.7)], 'rmdq-24': [point(16)], pgic: [point(2)] };

    expect(smallestChange(twoOfThree, facts({ baseline, scores }))).toBe('PEG 5.0 or less');
  });

  it('turns a success back at its edge', () => {
    const scores = { peg: [point(15, 0, 5)], 'rmdq-24': [point(16)], pgic: [point(1)] };

    expect(smallestChange(twoOfThree, facts({ baseline, scores }))).toBe('PEG 5.3 or more');
  });

  it('names an answer that is missing', () => {
    const scores = { peg: [point(15, 0, 5)], 'rmdq-24': [point(16)] };

    expect(
      smallestChange(
        { kind: 'all', of: [twoOfThree.of[0] ?? twoOfThree, twoOfThree.of[2] ?? twoOfThree] },
        facts({ baseline, scores }),
      ),
    ).toBe('an answer to PGIC of 2 or less');
  });

  it('is the fewest that are enough together, the nearest of them', () => {
    const scores = { peg: [point(22, 0, 7.3)], 'rmdq-24': [point(16)], pgic: [point(4)] };

    expect(smallestChange(twoOfThree, facts({ baseline, scores }))).toBe('PEG 5.0 or less and RMDQ-24 11 or less');
  });

  it('finds the other side under a not', () => {
    const worse: Predicate = { kind: 'not', of: { kind: 'worsened', score: 'peg', byPoints: 2, withinDays: 14 } };
    const scores = { peg: [point(29, 0, 9.7)] };

    expect(smallestChange(worse, facts({ baseline, scores }))).toBe('PEG 9.0 or less');
  });
});

describe('the words of a rule', () => {
  it('read as English', () => {
    const stage = rules.pathway.tracks[0]?.stages.find((each) => each.kind === 'medication-trial');

    expect(stage && predicateText(stage.success.when)).toMatch(
      /^at least 2 of: \(PEG improved by 30 % within 14 days or NRS .*; PGIC at most 2 within 14 days\)$/,
    );
  });
});

describe('a first value that is too low to show change', () => {
  const from = (first: number, now: number) =>
    facts({ baseline: { 'rmdq-24': point(first, 60) }, scores: { 'rmdq-24': [point(now, 1)] } });
  const better: Predicate = { kind: 'improved', score: 'rmdq-24', byPercent: 30, withinDays: 14 };
  const worse: Predicate = { kind: 'worsened', score: 'rmdq-24', byPoints: 5, withinDays: 14 };

  it('says nothing of getting better', () => {
    expect(evaluate(better, from(3, 0))).toMatchObject({
      truth: 'unknown',
      missing: ['RMDQ-24 that could show change: the first value is too low to show change'],
    });
    expect(evaluate(better, from(4, 2)).truth).toBe(true);
  });

  it('does not hide that somebody gets worse', () => {
    expect(evaluate(worse, from(3, 8)).truth).toBe(true);
  });
});
