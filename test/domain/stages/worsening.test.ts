import { at } from '../../support/care/facts';
import { answers, diagnosed, fact, gateIn, playWhole, stageOf, tasksOf, wholeRules } from '../../support/care/whole';

const rules = wholeRules({}, 3);
const looks = (played: Parameters<typeof tasksOf>[0]) => tasksOf(played).filter((task) => task === 'look-at-worsening');

describe('somebody who gets worse', () => {
  it('is looked at while the diagnosis is awaited', () => {
    const played = playWhole(
      [answers('2026-11-21', { pain: 5 }), answers('2026-11-28', { pain: 8 }), answers('2026-12-05', { pain: 8 })],
      at('2026-12-06', '12:00'),
      rules,
    );

    expect(stageOf(played)).toBe('diagnosis');
    expect(looks(played)).toHaveLength(1);
  });

  it('is looked at although a week was missed in between, and not after three', () => {
    const course = (second: string) =>
      playWhole(
        [answers('2026-11-21', { pain: 5 }), answers('2026-11-28', { pain: 8 }), answers(second, { pain: 8 })],
        at('2026-12-30', '12:00'),
        rules,
      );

    expect(looks(course('2026-12-12'))).toHaveLength(1);
    expect(looks(course('2026-12-26'))).toHaveLength(0);
  });

  it('is looked at although another question is open', () => {
    const played = playWhole(
      [
        answers('2026-11-21', { pain: 5 }),
        ...diagnosed('structural'),
        answers('2026-11-28', { pain: 8 }),
        answers('2026-12-05', { pain: 8 }),
      ],
      at('2026-12-06', '12:00'),
      rules,
    );

    expect(stageOf(played)).toBe('surgical-review');
    expect(gateIn(played)?.gate).toBe('surgical-decision');
    expect(looks(played)).toHaveLength(1);
  });

  it('is one open task, however many answers say so', () => {
    const played = playWhole(
      [5, 8, 8, 8, 9, 9].map((pain, week) =>
        answers(`2026-${week < 2 ? '11' : '12'}-${['21', '28', '05', '12', '19', '26'][week] ?? ''}`, { pain }),
      ),
      at('2026-12-27', '12:00'),
      rules,
    );

    expect(played.state.tasks.filter(({ task }) => task === 'look-at-worsening')).toHaveLength(1);
    expect(looks(played)).toHaveLength(1);
  });

  const weeks = ['2026-11-21', '2026-11-28', '2026-12-05', '2026-12-12', '2026-12-19', '2026-12-26'];
  const worse = [5, 8, 8, 8, 9, 9].map((pain, week) => answers(weeks[week] ?? '', { pain }));
  const open = (facts: Parameters<typeof playWhole>[0]) =>
    playWhole(facts, at('2026-12-29', '12:00'), rules).state.tasks.filter(({ task }) => task === 'look-at-worsening');

  it('is counted by the answers that say so, and by no other', () => {
    expect(open(worse)).toMatchObject([{ key: 'look-at-worsening/care/diagnosis@2026-12-05', times: 4 }]);
    expect(open([...worse, answers('2026-12-27', { 'gad-7': 3 })])).toMatchObject([{ times: 4 }]);
  });

  it('is another task when it is about another stage', () => {
    const anxious = [answers('2026-11-22', { 'gad-7': 4 }), answers('2026-12-06', { 'gad-7': 9 })];
    const all = [...worse, ...anxious].sort((one, other) => one.at - other.at);

    expect(open(all).map(({ key }) => key)).toEqual([
      'look-at-worsening/care/diagnosis@2026-12-05',
      'look-at-worsening/psychology/mood@2026-12-06',
    ]);
  });

  it('once looked at, is looked at again only for a new answer', () => {
    const key = 'look-at-worsening/care/diagnosis@2026-12-05';
    const done = fact('task.completed', '2026-12-10', { task: key });
    const until = (count: number) =>
      [...worse.slice(0, count), done, answers('2026-12-11', { 'gad-7': 3 })].sort((a, b) => a.at - b.at);

    expect(open(until(3))).toEqual([]);
    expect(open(until(4))).toMatchObject([{ key: 'look-at-worsening/care/diagnosis@2026-12-12' }]);
  });
});

describe('a treatment that was begun before anybody had answered', () => {
  const begun = [
    ...diagnosed('neuropathic'),
    fact('medication.checked', '2026-11-25', { checks: ['renal-function', 'other-sedatives', 'mood', 'driving'] }),
    fact(
      'medication.started',
      '2026-11-25',
      { class: 'pregabalin', agent: 'a', doseLevel: 'target', startedOn: '2026-11-25' },
      '12:00',
    ),
  ];
  const baseline = (answeredOn: string) => {
    const { state } = playWhole([...begun, answers(answeredOn, { pain: 7 })], at('2026-12-20', '12:00'), rules);
    const own = state.tracks.find(({ track }) => track === 'care')?.own;
    return own?.kind === 'medication-trial' ? own.trial?.evaluation.baseline.peg?.value : undefined;
  };

  it('is compared with the first answer of its first week', () => {
    expect(baseline('2026-11-28')).toBe(7);
    expect(baseline('2026-12-02')).toBe(7);
  });

  it('cannot be judged by an answer that came later', () => {
    expect(baseline('2026-12-03')).toBeUndefined();
  });
});
