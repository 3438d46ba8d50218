import { emptyHistory } from '../../../../src/domain/check-ins/history';
import { smallestChange } from '../../../../src/domain/rules/counterfactual';
import { evaluate, type Predicate } from '../../../../src/domain/rules/predicates';
import type { History, Procedure } from '../../../../src/domain/words/history';
import type { Facts } from '../../../../src/domain/rules/evidence';
import type { Truth } from '../../../../src/domain/rules/leaf';
import { predicateText } from '../../../../src/domain/telling/rules';
import { scoreRuleOf } from '../../../../src/domain/pathway/lookup';
import { DAY } from '../../../../src/domain/words/time';
import { shippedRules } from '../../../support/care/rules';

const rules = shippedRules();
const NOW = Date.UTC(2027, 0, 15, 12);

function facts(over: Partial<Facts> = {}, history: Partial<History> = {}): Facts {
  return {
    at: NOW,
    today: '2027-01-15',
    since: '2027-01-01',
    startedOn: '2026-07-01',
    scores: {},
    baseline: {},
    recorded: [],
    missedInARow: {},
    history: { ...emptyHistory(), ...history },
    attendance: null,
    site: null,
    scoreRule: (score) => scoreRuleOf(rules, score),
    ...over,
  };
}

const daysAgo = (days: number): number => NOW - days * DAY;
const nrs = (raw: number, days: number) => ({ raw, value: raw, at: daysAgo(days) });
const injection = (performedOn: string, region = 'lumbar', side: Procedure['side'] = 'left'): Procedure => ({
  kind: 'epidural-steroid-injection',
  region,
  side,
  guidance: 'ct',
  performedOn,
  recordedAt: 0,
});

const answered: Predicate = { kind: 'answered', checkIn: 'weekly', atLeast: 2, withinDays: 14 };
const attended: Predicate = { kind: 'attended', percent: 75 };
const adherence: Predicate = { kind: 'adherence', score: 'home-programme', outOf: 7, percent: 50, withinDays: 28 };
const inRegion: Predicate = { kind: 'count', per: 'region', withinDays: 365, atMost: 1 };
const onSide: Predicate = { kind: 'count', per: 'region-and-side', withinDays: 365, atMost: 1 };
const fever: Predicate = { kind: 'flag', flag: 'red-flag.fever', withinDays: 7 };
const approved: Predicate = { kind: 'decision', gate: 'relapse', choice: 'approve' };
const tried: Predicate = { kind: 'tried', stage: 'medication-trial', class: 'snri' };
const worse: Predicate = { kind: 'worsened', score: 'nrs', byPoints: 2, inARow: 2, withinDays: 14 };
const mean: Predicate = { kind: 'score', score: 'nrs', atLeast: 5, withinDays: 14, mean: true };
const lumbarLeft = { region: 'lumbar', side: 'left' } as const;
const attendance = (count: number, open: number) => ({ attendance: { planned: 8, attended: count, open } });
const completed = (adequate: boolean) => [
  { stage: 'x', kind: 'medication-trial', class: 'snri', adequate, verdict: 'not-enough' as const, at: 0 },
];
const before = { baseline: { nrs: nrs(5, 40) } };

describe('a leaf that looks back', () => {
  it.each<[string, Predicate, Facts, Truth]>([
    ['two answers in the window', answered, facts({}, { answered: { weekly: [daysAgo(14), daysAgo(1)] } }), true],
    ['one of them too old', answered, facts({}, { answered: { weekly: [daysAgo(15), daysAgo(1)] } }), false],
    ['six of eight sessions', attended, facts(attendance(6, 0)), true],
    ['five of eight sessions', attended, facts(attendance(5, 0)), false],
    ['five and one that nobody recorded', attended, facts(attendance(5, 1)), 'unknown'],
    ['four and one that nobody recorded', attended, facts(attendance(4, 1)), false],
    ['sessions where none are planned', attended, facts(), 'unknown'],
    [
      'four of seven days on average',
      adherence,
      facts({ scores: { 'home-programme': [nrs(3, 20), nrs(4, 2)] } }),
      true,
    ],
    ['three of seven days', adherence, facts({ scores: { 'home-programme': [nrs(3, 2)] } }), false],
    ['days nobody was asked for', adherence, facts(), 'unknown'],
    ['one in the region', inRegion, facts({ site: lumbarLeft }, { procedures: [injection('2026-06-01')] }), true],
    [
      'two in the region',
      inRegion,
      facts(
        { site: lumbarLeft },
        { procedures: [injection('2026-06-01'), injection('2026-09-01', 'lumbar', 'right')] },
      ),
      false,
    ],
    [
      'two in regions that count as one',
      inRegion,
      facts(
        { site: { ...lumbarLeft, regions: ['lumbar', 'caudal'] } },
        { procedures: [injection('2026-06-01'), injection('2026-09-01', 'caudal')] },
      ),
      false,
    ],
    [
      'one on each side',
      onSide,
      facts(
        { site: lumbarLeft },
        { procedures: [injection('2026-06-01'), injection('2026-09-01', 'lumbar', 'right')] },
      ),
      true,
    ],
    [
      'one of two just a year past',
      inRegion,
      facts({ site: lumbarLeft }, { procedures: [injection('2026-01-15'), injection('2026-09-01')] }),
      true,
    ],
    ['a region that is not known', inRegion, facts(), 'unknown'],
    ['a flag this week', fever, facts({}, { signals: [{ rule: 'red-flag.fever', at: daysAgo(2) }] }), true],
    [
      'a flag long ago, answered since',
      fever,
      facts(
        {},
        { signals: [{ rule: 'red-flag.fever', at: daysAgo(20) }], safetyAnswered: { 'red-flag.fever': daysAgo(1) } },
      ),
      false,
    ],
    [
      'a flag in the window of a check-in that did not ask it',
      fever,
      facts({}, { answered: { function: [daysAgo(1)] }, safetyAnswered: { 'red-flag.wound': daysAgo(1) } }),
      'unknown',
    ],
    ['a flag asked too long ago', fever, facts({}, { safetyAnswered: { 'red-flag.fever': daysAgo(8) } }), 'unknown'],
    ['a flag nobody was asked about', fever, facts(), 'unknown'],
    [
      'the last of two decisions',
      approved,
      facts(
        {},
        {
          decisions: [
            { gate: 'relapse', choice: 'approve', at: 1 },
            { gate: 'relapse', choice: 'decline', at: 2 },
          ],
        },
      ),
      false,
    ],
    ['a decision nobody has made', approved, facts(), 'unknown'],
    ['an adequate trial', tried, facts({}, { completed: completed(true) }), true],
    ['a trial that was too short', tried, facts({}, { completed: completed(false) }), false],
    ['worse in two successive answers', worse, facts({ ...before, scores: { nrs: [nrs(7, 8), nrs(8, 1)] } }), true],
    ['worse in the last answer only', worse, facts({ ...before, scores: { nrs: [nrs(6, 8), nrs(8, 1)] } }), false],
    ['worse, and one week missed between', worse, facts({ ...before, scores: { nrs: [nrs(8, 15), nrs(8, 1)] } }), true],
    ['worse, 21 days apart', worse, facts({ ...before, scores: { nrs: [nrs(8, 22), nrs(8, 1)] } }), true],
    ['worse, 22 days apart', worse, facts({ ...before, scores: { nrs: [nrs(8, 23), nrs(8, 1)] } }), 'unknown'],
    ['worse twice within three days', worse, facts({ ...before, scores: { nrs: [nrs(8, 4), nrs(8, 1)] } }), 'unknown'],
    [
      'worse in a monthly rhythm that allows for it',
      { ...worse, apartDays: 42 },
      facts({ ...before, scores: { nrs: [nrs(8, 29), nrs(8, 1)] } }),
      true,
    ],
    ['a mean of exactly five', mean, facts({ scores: { nrs: [nrs(4, 8), nrs(6, 1)] } }), true],
    ['a mean just below five', mean, facts({ scores: { nrs: [nrs(4, 13), nrs(4, 8), nrs(6, 1)] } }), false],
  ])('%s: %#', (_title, predicate, known, expected) => {
    const { truth, missing } = evaluate(predicate, known);

    expect(truth).toBe(expected);
    expect(missing.length > 0).toBe(expected === 'unknown');
  });

  it.each<[Predicate, string]>([
    [answered, 'at least 2 answers to the weekly check-in within 14 days'],
    [attended, 'at least 75 % of the planned sessions attended'],
    [adherence, 'mean HOME-PROGRAMME at least 50 % of 7 within 28 days'],
    [inRegion, 'procedures recorded in this region in 365 days: at most 1'],
    [fever, 'red-flag.fever reported within 7 days'],
    [approved, '“relapse” decided: approve'],
    [tried, 'an adequate medication-trial (snri)'],
    [worse, 'NRS worsened by 2 points in 2 successive answers at most 3 weeks apart, the last within 14 days'],
    [mean, 'mean NRS at least 5 within 14 days'],
  ])('reads as plain English: %#', (predicate, text) => {
    expect(predicateText(predicate)).toBe(text);
  });

  it.each<[Predicate, Facts, string]>([
    [answered, facts(), '2 answers to the weekly check-in'],
    [attended, facts(attendance(5, 0)), '6 of 8 sessions attended'],
    [adherence, facts(), 'mean HOME-PROGRAMME 4 or more'],
    [
      inRegion,
      facts({ site: lumbarLeft }, { procedures: [injection('2026-06-01'), injection('2026-09-01')] }),
      '1 or fewer procedures in the 365 days',
    ],
    [fever, facts(), 'red-flag.fever reported'],
    [approved, facts(), '“relapse” decided: approve'],
    [tried, facts(), 'an adequate medication-trial (snri)'],
  ])('names the smallest change that would flip it: %#', (predicate, known, text) => {
    expect(smallestChange(predicate, known)).toBe(text);
  });
});
