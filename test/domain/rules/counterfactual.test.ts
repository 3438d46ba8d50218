import fc from 'fast-check';
import { changed, smallestChange, smallestChanges, type Change } from '../../../src/domain/rules/counterfactual';
import { evaluate, type Predicate } from '../../../src/domain/rules/predicates';
import type { Facts } from '../../../src/domain/rules/evidence';
import { emptyHistory } from '../../../src/domain/check-ins/history';
import { rawRangeOf } from '../../../src/domain/instrument/range';
import { scoreRuleOf } from '../../../src/domain/pathway/lookup';
import { DAY } from '../../../src/domain/words/time';
import { shippedRules } from '../../support/care/rules';

const rules = shippedRules();
const NOW = 1_800_000_000_000;
const scores = ['peg', 'nrs', 'rmdq-24', 'pgic'] as const;
const per = (score: string): number => (score === 'peg' ? 3 : 1);

function facts(over: Partial<Facts>): Facts {
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
    rawRange: (score) => rawRangeOf(rules.instruments, score),
    ...over,
  };
}

const point = (score: string, raw: number) => ({ raw, value: raw / per(score), at: NOW - DAY });
const improved = (score: string, byPercent: number): Predicate => ({
  kind: 'improved',
  score,
  byPercent,
  withinDays: 14,
});
const atMost = (score: string, bound: number): Predicate => ({ kind: 'score', score, atMost: bound, withinDays: 14 });
const missed: Predicate = { kind: 'missed', checkIn: 'weekly', inARow: 2 };

const known = facts({
  baseline: { peg: point('peg', 21), 'rmdq-24': point('rmdq-24', 14) },
  scores: { peg: [point('peg', 20)], 'rmdq-24': [point('rmdq-24', 13)] },
});

describe('the smallest change', () => {
  it.each<[string, Predicate, string | null]>([
    ['one of one', improved('peg', 30), 'PEG 4.7 or less'],
    [
      'every part of all',
      { kind: 'all', of: [improved('peg', 30), improved('rmdq-24', 30)] },
      'PEG 4.7 or less and RMDQ-24 9 or less',
    ],
    ['the nearest of any', { kind: 'any', of: [improved('peg', 50), improved('rmdq-24', 10)] }, 'RMDQ-24 12 or less'],
    [
      'as many of at least so many as are needed, the nearest',
      { kind: 'at-least', count: 2, of: [improved('peg', 50), improved('rmdq-24', 20), atMost('pgic', 2)] },
      'PEG 3.3 or less and RMDQ-24 11 or less',
    ],
    [
      'one change that serves two parts',
      { kind: 'all', of: [improved('peg', 30), atMost('peg', 3)] },
      'PEG 3.0 or less',
    ],
    ['the other side under a not', { kind: 'not', of: atMost('peg', 7) }, 'PEG 7.3 or more'],
    [
      'an answer that is missing, beside a value that is not',
      { kind: 'all', of: [improved('peg', 30), atMost('pgic', 2)] },
      'PEG 4.7 or less and an answer to PGIC of 2 or less',
    ],
    ['nothing beyond what the form can give', { kind: 'not', of: atMost('peg', 10) }, null],
    ['nothing where there is no baseline', improved('nrs', 30), null],
    ['nothing where the parts exclude each other', { kind: 'all', of: [missed, { kind: 'not', of: missed }] }, null],
  ])('is %s', (_name, predicate, text) => {
    expect(smallestChange(predicate, known)).toBe(text);
  });

  const leaf = fc.constantFrom(...scores).chain((score): fc.Arbitrary<Predicate> => {
    const { min, max } = rawRangeOf(rules.instruments, score) ?? { min: 0, max: 0 };
    const value = fc.integer({ min, max }).map((raw) => Math.round((raw * 1000) / per(score)) / 1000);
    return fc.oneof(
      value.map((bound) => atMost(score, bound)),
      value.map((bound): Predicate => ({ kind: 'score', score, atLeast: bound, withinDays: 14 })),
      fc.integer({ min: 1, max: 100 }).map((percent) => improved(score, percent)),
      fc.constant(missed),
      fc.constant<Predicate>({ kind: 'recorded', event: 'history.recorded' }),
    );
  });
  const { tree } = fc.letrec<{ tree: Predicate }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((of): Predicate => ({ kind: 'all', of })),
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((of): Predicate => ({ kind: 'any', of })),
      fc
        .array(tie('tree'), { minLength: 2, maxLength: 3 })
        .map((of): Predicate => ({ kind: 'at-least', count: 2, of })),
      tie('tree').map((of): Predicate => ({ kind: 'not', of })),
    ),
  }));
  const raws = fc.record(
    Object.fromEntries(
      scores.map((score) => {
        const { min, max } = rawRangeOf(rules.instruments, score) ?? { min: 0, max: 0 };
        return [score, fc.option(fc.integer({ min, max }))];
      }),
    ),
  );
  const world = fc.record({ baseline: raws, now: raws, missedInARow: fc.integer({ min: 0, max: 3 }) }).map((each) =>
    facts({
      baseline: Object.fromEntries(
        Object.entries(each.baseline).flatMap(([score, raw]) => (raw === null ? [] : [[score, point(score, raw)]])),
      ),
      scores: Object.fromEntries(
        Object.entries(each.now).flatMap(([score, raw]) => (raw === null ? [] : [[score, [point(score, raw)]]])),
      ),
      missedInARow: { weekly: each.missedInARow },
    }),
  );
  const verdict = (predicate: Predicate, of: Facts): boolean => evaluate(predicate, of).truth === true;
  const properSubsets = (changes: Change[]): Change[][] =>
    Array.from({ length: 2 ** changes.length - 1 }, (_, mask) => changes.filter((_change, bit) => mask & (1 << bit)));

  it('flips the verdict, and nothing less does', () => {
    let found = 0;
    fc.assert(
      fc.property(tree, world, (predicate, now) => {
        const changes = smallestChanges(predicate, now);
        if (!changes) return;
        found += 1;
        const before = verdict(predicate, now);
        expect(verdict(predicate, changed(changes, now))).toBe(!before);
        for (const fewer of properSubsets(changes)) expect(verdict(predicate, changed(fewer, now))).toBe(before);
      }),
      { numRuns: 600 },
    );
    expect(found).toBeGreaterThan(300);
  });

  it('stays within what each form can give', () => {
    fc.assert(
      fc.property(tree, world, (predicate, now) => {
        const then = changed(smallestChanges(predicate, now) ?? [], now);
        for (const [score, points] of Object.entries(then.scores)) {
          const range = rawRangeOf(rules.instruments, score);
          const last = points.at(-1)?.raw ?? range?.min ?? 0;
          expect(range && last >= range.min && last <= range.max).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
