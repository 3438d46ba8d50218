import { addToSpan, emptyHistory } from '../../../../src/domain/check-ins/history';
import { evaluate, type Predicate } from '../../../../src/domain/rules/predicates';
import { scoreRuleOf } from '../../../../src/domain/pathway/lookup';
import type { Facts } from '../../../../src/domain/rules/evidence';
import { DAY } from '../../../../src/domain/words/time';
import { shippedRules } from '../../../support/care/rules';

const rules = shippedRules();
const START = Date.UTC(2026, 10, 20, 10);
const leaf: Predicate = { kind: 'lasting', score: 'nrs', atLeast: 5, days: 182 };

/** What is known on a day of care after answers of so much pain, by day. */
function on(day: number, answers: Record<number, number>): Facts {
  const history = emptyHistory();
  for (const [when, raw] of Object.entries(answers))
    addToSpan(history, START, { score: 'nrs', value: raw, raw }, START + Number(when) * DAY);
  return {
    at: START + day * DAY,
    today: '2027-05-21',
    since: '2026-11-20',
    startedOn: '2026-11-20',
    scores: {},
    baseline: {},
    recorded: [],
    missedInARow: {},
    history,
    attendance: null,
    site: null,
    scoreRule: (score) => scoreRuleOf(rules, score),
  };
}

const every = (days: number, until: number, raw: number): Record<number, number> =>
  Object.fromEntries(Array.from({ length: Math.floor(until / days) + 1 }, (_, count) => [count * days, raw]));

describe('pain that lasts', () => {
  it.each([
    ['for six months at five', 182, every(14, 182, 5), true],
    ['also where the four weeks that have just begun have no answer', 200, every(14, 190, 6), true],
    ['not where the mean of four weeks was below it', 182, { ...every(14, 182, 6), 56: 3, 70: 4 }, false],
    ['not before six months, although nothing speaks against it', 181, every(14, 181, 9), 'unknown'],
    ['not known where four weeks have no answer', 182, { 0: 8, 30: 8, 90: 8, 120: 8, 150: 8, 182: 8 }, 'unknown'],
    ['not known without any answer', 300, {}, 'unknown'],
  ])('%s', (_title, day, answers, truth) => {
    expect(evaluate(leaf, on(day, answers)).truth).toBe(truth);
  });

  it('says which weeks are missing, and how long it is too early', () => {
    expect(evaluate(leaf, on(170, { 0: 8, 30: 8, 60: 8, 90: 8, 150: 8 })).missing).toEqual([
      '12 more days of care',
      'NRS of weeks 17 to 20 of care',
    ]);
  });
});
