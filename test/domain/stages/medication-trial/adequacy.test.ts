import { at, type Fact } from '../../../support/care/facts';
import { answers, diagnosed, fact, gateIn, playWhole, wholeRules } from '../../../support/care/whole';

const rules = wholeRules({}, 3);
const start = (doseLevel: string, on: string): Fact =>
  fact('medication.started', on, { class: 'tricyclic', agent: 'x', doseLevel, startedOn: on });
const trial = [
  answers('2026-11-21', { pain: 8, 'rmdq-24': 16, 'phq-2': 1 }),
  ...diagnosed('neuropathic'),
  fact(
    'medication.checked',
    '2026-11-25',
    { checks: ['renal-function', 'other-sedatives', 'mood', 'driving'] },
    '10:00',
  ),
  start('starting', '2026-11-25'),
  start('target', '2026-12-02'),
];
const stopped = fact('medication.stopped', '2026-12-23', { reason: 'x' });
const better = answers('2026-12-26', { pain: 4, 'rmdq-24': 8, pgic: 2 });

describe('a tricyclic', () => {
  it('of four weeks is too short although three of them were at the level: six in all are asked for', () => {
    expect(gateIn(playWhole([...trial, stopped], at('2026-12-24'), rules))).toMatchObject({
      kind: 'not-yet-adequate',
      missing: ['2 more weeks of taking it'],
    });
  });

  it('that was stopped so early is no success, although the answers are better', () => {
    expect(gateIn(playWhole([...trial, stopped, better], at('2026-12-27'), rules))?.kind).toBe('not-yet-adequate');
  });

  it('is remembered once, with what was done and when, however often it is looked at', () => {
    const { completed } = playWhole([...trial, stopped, better], at('2026-12-27'), rules).state.history;

    expect(completed.filter(({ stage }) => stage === 'neuropathic-trial')).toMatchObject([
      { adequate: false, class: 'tricyclic', done: { since: '2026-11-25', to: '2026-12-23' } },
    ]);
  });
});

describe('a medicine taken for all its weeks below the level', () => {
  const low = trial.slice(0, -1);

  it('that helped is a success: nobody needs more of it', () => {
    const end = answers('2027-01-23', { pain: 4, 'rmdq-24': 8, pgic: 2 });

    expect(gateIn(playWhole([...low, end], at('2027-01-31'), rules))?.kind).toBe('success');
  });

  it('that did not help has not failed', () => {
    const end = answers('2027-01-23', { pain: 8, 'rmdq-24': 16, pgic: 4 });

    expect(gateIn(playWhole([...low, end], at('2027-01-31'), rules))).toMatchObject({
      kind: 'not-yet-adequate',
      missing: ['2 more weeks at target or maximum-tolerated dose level'],
    });
  });
});

describe('a medicine taken for all its weeks on paper', () => {
  const taken = (on: string, days: number): Fact => answers(on, { 'medicine-adherence': days }, 'medicine');
  const ended = (more: Fact[], pain = 8) => {
    const end = answers('2027-01-23', { pain, 'rmdq-24': pain * 2, pgic: pain === 8 ? 4 : 2 });
    return playWhole([...trial, ...more, end], at('2027-01-31'), rules);
  };

  it.each<[string, Fact[], string, string[]]>([
    ['on every day, has not helped', [taken('2026-12-12', 7)], 'not-enough', []],
    ['on five of seven days, has not helped', [taken('2026-12-12', 4), taken('2026-12-19', 6)], 'not-enough', []],
    [
      'and on two of seven days by the answers, can be neither',
      [taken('2026-12-12', 1), taken('2026-12-19', 3)],
      'cannot-tell',
      ['taking it as agreed (on 2 of 7 days as answered)'],
    ],
    ['and nobody knows on how many days', [], 'cannot-tell', ['on how many days it was taken as agreed']],
    [
      'and asked about only before its level had lasted a week',
      [taken('2026-12-05', 7)],
      'cannot-tell',
      ['on how many days it was taken as agreed'],
    ],
  ])('%s', (_case, more, kind, missing) => {
    expect(gateIn(ended(more))).toMatchObject({ kind, missing });
  });

  it('is remembered as neither adequate nor inadequate', () => {
    expect(ended([taken('2026-12-12', 2)]).state.history.completed).toMatchObject([{ adequate: 'unknown' }]);
  });

  it('does not make somebody worse who got better', () => {
    expect(gateIn(ended([taken('2026-12-12', 2)], 4))?.kind).toBe('success');
  });
});

describe('a question to go on', () => {
  it('that was gone on with twice gives way to the one about what comes next', () => {
    const again = (on: string) =>
      fact('decision.made', on, { gate: 'neuropathic-trial-longer', choice: 'approve', reason: 'x' });
    const low = trial.slice(0, -1);
    const weekly = ['2027-01-23', '2027-03-06', '2027-04-10'].map((on) =>
      answers(on, { pain: 8, 'rmdq-24': 16, pgic: 4 }),
    );
    const facts = [...low, ...weekly, again('2027-01-31'), again('2027-03-07')].sort((a, b) => a.at - b.at);

    expect(gateIn(playWhole(facts.slice(0, -2), at('2027-03-06', '12:00'), rules))?.gate).toBe(
      'neuropathic-trial-longer',
    );
    expect(gateIn(playWhole(facts, at('2027-04-11'), rules))).toMatchObject({
      gate: 'after-neuropathic-trial',
      kind: 'not-yet-adequate',
    });
  });
});
