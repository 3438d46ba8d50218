import { plusDays } from '../../../../src/domain/calendar/calendar';
import { dateOfKey } from '../../../../src/domain/check-ins/key';
import { refusal } from '../../../../src/domain/facts/table';
import { at, numbered, type Fact } from '../../../support/care/facts';
import type { Played } from '../../../support/care/scripted-patient';
import { answers, diagnosed, fact, gateIn, playWhole, stageOf, tasksOf, wholeRules } from '../../../support/care/whole';

const rules = wholeRules();
/** The block begins with the diagnosis, on Tuesday, 24 November 2026, and is judged from 20 February 2027 on. */
const BEGAN = '2026-11-24';
const START = diagnosed('neuropathic');

/** Sessions on the first Thursdays, so many of them attended, the rest missed. */
function sessions(attended: number, missed: number): Fact[] {
  return Array.from({ length: attended + missed }, (_, index) => {
    const on = plusDays('2026-11-26', index * 7);
    const session = `session-${index + 1}`;
    return [
      fact('session.booked', '2026-11-25', { session, purpose: 'therapy', at: at(on, '15:00') }, `10:0${index}`),
      fact(index < attended ? 'session.attended' : 'session.missed', on, { session }, '16:00'),
    ];
  })
    .flat()
    .sort((a, b) => a.at - b.at);
}

const pain = (before: number, after: number): Fact[] => [
  answers('2026-11-23', { pain: before, 'rmdq-24': 16 }),
  answers('2027-02-20', { pain: after, 'rmdq-24': after < before ? 8 : 16, pgic: after < before ? 2 : 4 }),
];
const inOrder = (...facts: Fact[][]): Fact[] => facts.flat().sort((a, b) => a.at - b.at);
const end = at('2027-03-08');

describe('a block of sessions', () => {
  it('begins with the diagnosis, beside the care track', () => {
    expect(stageOf(playWhole([], at('2026-11-23'), rules), 'rehabilitation')).toBeUndefined();
    expect(stageOf(playWhole(START, at('2026-11-25'), rules), 'rehabilitation')).toBe('first-block');
  });

  it('that nobody books becomes a task after a week', () => {
    expect(tasksOf(playWhole(START, at('2026-11-30', '12:00'), rules))).not.toContain('book-sessions');
    expect(tasksOf(playWhole(START, at('2026-12-01', '12:00'), rules))).toContain('book-sessions');
    expect(tasksOf(playWhole(inOrder(START, sessions(1, 0)), at('2026-12-03'), rules))).not.toContain('book-sessions');
  });

  it('asks on the next working day for an outcome that nobody recorded', () => {
    const friday = fact('session.booked', BEGAN, { session: 'one', purpose: 'therapy', at: at('2026-11-27', '15:00') });

    expect(tasksOf(playWhole([...START, friday], at('2026-11-30', '08:59'), rules))).not.toContain('record-attendance');
    expect(tasksOf(playWhole([...START, friday], at('2026-11-30', '09:00'), rules))).toContain('record-attendance');
  });

  it('with fewer than half of its first sessions has somebody ring, half-way', () => {
    expect(tasksOf(playWhole(inOrder(START, sessions(1, 5)), at('2027-01-06'), rules))).toContain(
      'call-about-sessions',
    );
    expect(tasksOf(playWhole(inOrder(START, sessions(2, 4)), at('2027-01-06'), rules))).not.toContain(
      'call-about-sessions',
    );
  });

  it('that gets worse stays a question about getting worse when a session is recorded', () => {
    const worse = ['2026-11-28', '2026-12-05'].map((date) => answers(date, { pain: 8 }));
    const facts = inOrder(START, [answers('2026-11-21', { pain: 6 })], worse, sessions(4, 0));

    expect(gateIn(playWhole(facts, at('2026-12-06'), rules), 'rehabilitation')?.kind).toBe('getting-worse');
    expect(gateIn(playWhole(facts, at('2026-12-12'), rules), 'rehabilitation')?.kind).toBe('getting-worse');
  });

  it('whose result is known keeps it while the question waits, although the scores grow old', () => {
    const later = ['2027-02-27', '2027-03-06', '2027-03-13', '2027-03-20'].map((date) => answers(date, { pain: 8 }));
    const facts = inOrder(START, sessions(6, 2), pain(8, 8), later);

    expect(gateIn(playWhole(facts, at('2027-03-21'), rules), 'rehabilitation')).toMatchObject({
      gate: 'after-first-block',
      kind: 'not-enough',
    });
  });

  it.each([
    ['improvement is success', sessions(8, 0), pain(8, 4), 'success', 'first-block-reached'],
    [
      'six of eight sessions without improvement are not enough',
      sessions(6, 2),
      pain(8, 8),
      'not-enough',
      'after-first-block',
    ],
    [
      'five of eight are not yet adequate, and never a failure',
      sessions(5, 3),
      pain(8, 8),
      'not-yet-adequate',
      'first-block-longer',
    ],
    ['no scores at the end cannot be told', sessions(8, 0), pain(8, 8).slice(0, 1), 'cannot-tell', 'after-first-block'],
  ])('%s', (_title, attended, scores, kind, gate) => {
    const played = playWhole(inOrder(START, attended, scores), end, rules);

    expect(gateIn(played, 'rehabilitation')).toMatchObject({ kind, gate });
  });

  it('names what is missing when it was too short', () => {
    const played = playWhole(inOrder(START, sessions(5, 3), pain(8, 8)), end, rules);

    expect(gateIn(played, 'rehabilitation')?.missing).toEqual(['1 more session attended']);
  });

  it('of another type follows once, by a decision', () => {
    const decided = fact('decision.made', '2027-03-01', { gate: 'after-first-block', choice: 'approve', reason: 'x' });
    const played = playWhole(inOrder(START, sessions(6, 2), pain(8, 8), [decided]), end, rules);

    expect(stageOf(played, 'rehabilitation')).toBe('second-block');
  });

  it('that makes things worse on two successive weeks is looked at before its end', () => {
    const worse = [
      answers('2026-11-23', { pain: 5 }),
      answers('2026-12-12', { pain: 7 }),
      answers('2026-12-19', { pain: 8 }),
    ];
    const played = playWhole(inOrder(START, sessions(3, 0), worse), at('2026-12-20'), rules);
    const onlyOnce = playWhole(inOrder(START, sessions(3, 0), worse.slice(0, 2)), at('2026-12-20'), rules);

    expect(gateIn(played, 'rehabilitation')).toMatchObject({ kind: 'getting-worse' });
    expect(gateIn(onlyOnce, 'rehabilitation')).toBeNull();
  });

  it.each<[string, Fact, RegExp]>([
    ['an unknown session', fact('session.attended', '2026-12-10', { session: 'none' }), /no session "none"/],
    [
      'a second booking',
      fact('session.booked', '2026-12-10', { session: 'session-1', purpose: 'visit', at: 0 }),
      /booked already/,
    ],
    [
      'an outcome before its time',
      fact('session.attended', '2026-12-02', { session: 'session-2' }),
      /lies in the future/,
    ],
    [
      'moving what took place',
      fact('session.moved', '2026-12-10', { session: 'session-1', at: 0 }),
      /recorded as attended/,
    ],
  ])('refuses %s', (_title, one, reason) => {
    const { state } = playWhole(
      inOrder(START, sessions(2, 0)).filter((each) => each.at < one.at),
      one.at - 1,
      rules,
    );
    const [event] = numbered([one], state.lastSeq + 1);

    expect(event && refusal(rules, state, event)?.message).toMatch(reason);
  });
});

describe('sessions that are missed one after the other', () => {
  const v3 = wholeRules({}, 3);
  const missedOn = (...dates: string[]): Fact[] =>
    dates
      .flatMap((on) => [
        fact('session.booked', '2026-11-25', { session: on, purpose: 'therapy' as const, at: at(on, '15:00') }),
        fact('session.missed', on, { session: on }, '16:00'),
      ])
      .sort((a, b) => a.at - b.at);
  const openOf = (facts: Fact[], until = '2026-12-30'): string[] =>
    playWhole(inOrder(START, facts), at(until), v3)
      .state.tasks.map(({ key }) => key)
      .filter((key) => key.startsWith('call-about-missed'));

  it('are two before somebody rings, in the order of their days', () => {
    expect(openOf(missedOn('2026-12-01'))).toEqual([]);
    expect(openOf(missedOn('2026-12-01', '2026-12-08'))).toEqual([
      'call-about-missed/rehabilitation/first-block@2026-12-01',
    ]);
  });

  it('are no run with one between them that was attended, and one that was called off counts as nothing', () => {
    const between = (type: 'session.attended' | 'session.cancelled', on: string): Fact[] => [
      fact('session.booked', '2026-11-25', { session: 'x', purpose: 'therapy', at: at('2026-12-04', '15:00') }),
      fact(type, on, { session: 'x' }, '17:00'),
    ];

    expect(openOf([...missedOn('2026-12-01', '2026-12-08'), ...between('session.attended', '2026-12-04')])).toEqual([]);
    expect(
      openOf([...missedOn('2026-12-01', '2026-12-08'), ...between('session.cancelled', '2026-12-03')]),
    ).toHaveLength(1);
  });

  it('are no reason to ring any more where one turns out to have been attended', () => {
    const attended = fact('session.attended', '2026-12-10', { session: '2026-12-08' });

    expect(openOf([...missedOn('2026-12-01', '2026-12-08'), attended])).toEqual([]);
  });

  it('are nobody’s call in a pathway that does not ask for one', () => {
    const played = playWhole(inOrder(START, missedOn('2026-12-01', '2026-12-08')), at('2026-12-30'), rules);

    expect(tasksOf(played)).not.toContain('call-about-missed');
  });
});

describe('a block that is not wanted', () => {
  const v3 = wholeRules({}, 3);
  const declined = (on: string, over: object = {}): Fact =>
    fact('therapy.declined', on, { stage: 'first-block', reason: 'x', ...over }, '18:00');
  const rehabilitation = (facts: Fact[], until: string) =>
    gateIn(playWhole(inOrder(START, facts), at(until), v3), 'rehabilitation');

  it('is a clinician’s question at once, with what it has had so far', () => {
    expect(rehabilitation([...sessions(3, 0), declined('2026-12-12')], '2026-12-13')).toEqual({
      gate: 'first-block-dropped',
      kind: 'not-yet-adequate',
      missing: ['3 more sessions attended'],
    });
  });

  it('is judged at its end where enough sessions were attended', () => {
    expect(rehabilitation([...sessions(6, 0), declined('2027-01-02')], '2027-01-03')).toBeNull();
    expect(rehabilitation([...sessions(6, 0), declined('2027-01-02'), ...pain(8, 8)], '2027-03-08')).toMatchObject({
      gate: 'after-first-block',
      kind: 'not-enough',
    });
  });

  it.each<[string, Fact[], string, boolean | 'unknown']>([
    [
      'attended or not, nobody recorded',
      sessions(0, 8).filter(({ type }) => type === 'session.booked'),
      'longer',
      'unknown',
    ],
    [
      'too few of them left to be enough',
      sessions(0, 5).filter(({ type }) => type === 'session.booked'),
      'longer',
      false,
    ],
    ['missed, all of them', sessions(0, 8), 'dropped', false],
    ['none was ever booked', [], 'dropped', false],
  ])('is not read from sessions whose outcome nobody recorded: %s', (_what, booked, question, adequate) => {
    const played = playWhole(inOrder(START, booked, pain(8, 8)), end, v3);

    expect(gateIn(played, 'rehabilitation')).toMatchObject({
      gate: `first-block-${question}`,
      kind: 'not-yet-adequate',
    });
    expect(played.state.history.completed.at(-1)).toMatchObject({ stage: 'first-block', adequate });
  });

  it('before it begins is asked about on its first day', () => {
    const before = declined('2026-11-23');

    expect(rehabilitation([before], '2026-11-25')).toMatchObject({ gate: 'first-block-dropped' });
    expect(rehabilitation([declined('2026-11-23', { stage: 'second-block' })], '2026-11-25')).toBeNull();
  });

  it('does not take the place of the question of whoever gets worse', () => {
    const worse = ['2026-11-28', '2026-12-05'].map((date) => answers(date, { pain: 8 }));
    const facts = [answers('2026-11-21', { pain: 6 }), ...worse, declined('2026-12-12')];

    expect(rehabilitation(facts, '2026-12-13')?.kind).toBe('getting-worse');
  });

  it('asks for sessions again when it is decided to go on with it', () => {
    const goOn = fact('decision.made', '2026-12-14', { gate: 'first-block-dropped', choice: 'approve', reason: 'x' });
    const played = playWhole(inOrder(START, sessions(3, 0), [declined('2026-12-12'), goOn]), at('2026-12-22'), v3);

    expect(stageOf(played, 'rehabilitation')).toBe('first-block');
    expect(played.state.tasks.map(({ task }) => task)).toContain('book-sessions');
  });
});

describe('exercises at home', () => {
  const askedOn = ({ entries }: Played): string[] =>
    entries.flatMap(({ what, key, inputs }) =>
      what === 'check-in.opened' && inputs.some(({ value }) => String(value).includes('home-programme'))
        ? [dateOfKey(key ?? '')]
        : [],
    );

  it('PR-7: are not asked about before a session has taken place: nobody has shown them', () => {
    expect(askedOn(playWhole(START, at('2027-02-19'), rules))).toEqual([]);
    expect(askedOn(playWhole(inOrder(START, sessions(0, 3)), at('2027-02-19'), rules))).toEqual([]);
  });

  it('PR-7: are asked about from the first session that was attended, every week to the end of the block', () => {
    const asked = askedOn(playWhole(inOrder(START, sessions(8, 0)), at('2027-03-30'), rules));

    expect(asked.at(0)).toBe('2026-11-28');
    expect(asked.at(-1)).toBe('2027-02-20');
    expect(asked).toHaveLength(13);
  });

  it('are not asked about on the morning of the first session, and no day that is past is asked when it was recorded late', () => {
    const saturday = fact('session.booked', BEGAN, {
      session: 'one',
      purpose: 'therapy',
      at: at('2026-11-28', '08:00'),
    });
    const told = fact('session.attended', '2026-12-09', { session: 'one' });

    expect(askedOn(playWhole([...START, saturday, told], at('2026-12-13'), rules))).toEqual(['2026-12-12']);
  });

  it('are asked about no more where the session turns out to have been missed', () => {
    const missed = fact('session.missed', '2026-11-27', { session: 'session-1' });

    expect(askedOn(playWhole(inOrder(START, sessions(1, 0), [missed]), at('2026-12-20'), rules))).toEqual([]);
  });

  it('are asked about again when the block goes on, and not for the weeks in which it waited for a decision', () => {
    const goOn = fact('decision.made', '2027-03-10', { gate: 'first-block-longer', choice: 'approve', reason: 'x' });
    const facts = inOrder(START, sessions(2, 6), pain(8, 8), [goOn]);
    const asked = askedOn(playWhole(facts, at('2027-05-01'), rules));

    expect(asked.filter((date) => date > '2027-02-20')).toEqual([
      '2027-03-13',
      '2027-03-20',
      '2027-03-27',
      '2027-04-03',
      '2027-04-10',
    ]);
  });

  it('are not asked about after the block', () => {
    const over = fact('decision.made', '2027-03-02', { gate: 'first-block-reached', choice: 'approve', reason: 'x' });
    const played = playWhole(inOrder(START, sessions(8, 0), pain(8, 4), [over]), at('2027-06-01'), rules);

    expect(stageOf(played, 'rehabilitation')).toBe('maintenance');
    expect(askedOn(played).at(-1)).toBe('2027-02-20');
  });
});
