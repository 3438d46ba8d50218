import { localDateAt } from '../../../src/domain/calendar/calendar';
import { plan } from '../../../src/domain/check-ins/plan';
import { summaryOf } from '../../../src/domain/telling/summary';
import { journalIn } from '../../../src/domain/telling/journal-text';
import { DAY, type LocalDate } from '../../../src/domain/words/time';
import { at, type Fact } from '../../support/care/facts';
import { fact, injected, playWhole, towardsInjection, wholeRules } from '../../support/care/whole';

type Played = ReturnType<typeof playWhole>;

// An injection on Monday, 30 November 2026: safety check-ins on 1, 3 and 7 December, at nine.
const treated: Fact[] = [...towardsInjection, ...injected('2026-11-30')];

const pausedOn = (date: LocalDate, time = '11:00', weeks = 2): Fact =>
  fact(
    'enrolment.paused',
    date,
    { until: at(date) + weeks * 7 * DAY, reason: 'asked for by link', by: 'patient' },
    time,
  );
const stoppedOn = (date: LocalDate, time = '11:00'): Fact =>
  fact('consent.changed', date, { email: false, by: 'patient' }, time);

/** Tasks as they were opened: what, on which day at what time, and due by when. */
const opened = ({ entries, effects }: Played) =>
  entries.flatMap(({ what, key, at: when }) => {
    const task = effects.find((effect) => effect.type === 'open-task' && effect.key === key);
    return what === 'task.opened' && task?.type === 'open-task' ? [{ task: task.task, when, dueAt: task.dueAt }] : [];
  });
const calls = (played: Played) => opened(played).filter(({ task }) => task === 'safety-call');

describe.each([
  ['a pause', pausedOn, 'call-about-pause'],
  ['a stop', stoppedOn, 'call-about-stop'],
] as const)('%s by the patient', (_name, chosenOn, about) => {
  it('opens one call within two working days', () => {
    const played = playWhole([...towardsInjection, chosenOn('2026-11-27')], at('2026-11-27', '12:00'));

    const task = opened(played).find((each) => each.task === about);
    expect(task?.dueAt).toBe(at('2026-12-01', '17:00'));
  });

  it('with a safety check-in open, has somebody ring the same day, at once', () => {
    const played = playWhole([...treated, chosenOn('2026-12-01', '10:00')], at('2026-12-01', '10:01'));

    expect(calls(played)).toEqual([
      { task: 'safety-call', when: at('2026-12-01', '10:00'), dueAt: at('2026-12-01', '17:00') },
    ]);
    // The link stays open: whoever changes their mind is not shut out.
    expect(played.state.checkIns.some(({ checkIn }) => checkIn === 'after-injection')).toBe(true);
  });

  it('with a safety check-in to come, has somebody ring on its day when it opens, and writes nothing', () => {
    const played = playWhole([...treated, chosenOn('2026-11-30', '16:00')], at('2026-12-01', '09:01'));

    expect(calls(played)).toEqual([
      { task: 'safety-call', when: at('2026-12-01', '09:00'), dueAt: at('2026-12-01', '17:00') },
    ]);
  });

  it('silences no safety check-in: each has its call, once the one before was made', () => {
    const done: Fact[] = [];
    for (const date of ['2026-12-01', '2026-12-03', '2026-12-07'] as const) {
      const before = playWhole([...treated, chosenOn('2026-11-30', '16:00'), ...done], at(date, '10:00'));
      const task = before.state.tasks.find((open) => open.task === 'safety-call');
      expect({ date, rings: task !== undefined }).toEqual({ date, rings: true });
      done.push(fact('task.completed', date, { task: task?.key ?? '' }, '10:30'));
    }
    expect(done).toHaveLength(3);
  });

  it('plans no message while it lasts', () => {
    const { state } = playWhole([...treated, chosenOn('2026-12-01', '10:00')], at('2026-12-01', '10:01'));
    const until = at('2026-12-14');
    const messages = plan(wholeRules(), state, until).flatMap((each) => each.messages);

    expect(messages.filter(({ dueAt }) => dueAt < until)).toEqual([]);
  });

  it('is told in the journal as the patient’s wish', () => {
    const played = playWhole([...towardsInjection, chosenOn('2026-11-27')], at('2026-11-27', '12:00'));
    const texts = played.entries.map((entry) => journalIn('Europe/London')(entry));

    expect(texts.some((text) => text.includes('as the patient asked by link'))).toBe(true);
  });
});

it('an answer instead of silence asks nobody to ring: without a pause the call waits for its hour', () => {
  const played = playWhole(treated, at('2026-12-01', '13:59'));

  expect(calls(played)).toEqual([]);
});

it('a pause of staff is no reason to ring about the pause, but about safety it is', () => {
  const byStaff = fact('enrolment.paused', '2026-12-01', { until: at('2026-12-15'), reason: 'x' }, '10:00');
  const played = playWhole([...treated, byStaff], at('2026-12-01', '10:01'));

  expect(opened(played).map(({ task }) => task)).not.toContain('call-about-pause');
  expect(calls(played)).toHaveLength(1);
});

it.each([
  ['a bounced mail', fact('contact.bounced', '2026-12-01', {}, '10:00')],
  ['consent taken back by telephone', fact('consent.changed', '2026-12-01', { email: false }, '10:00')],
])('%s on the day of a safety check-in has somebody ring at once', (_name, unreached) => {
  const played = playWhole([...treated, unreached], at('2026-12-01', '10:01'));

  expect(calls(played).map(({ when }) => localDateAt('Europe/London', when))).toEqual(['2026-12-01']);
  expect(opened(played).map(({ task }) => task)).not.toContain('call-about-stop');
});

it('the worklist says whose pause it is', () => {
  const summary = (by: Fact) => {
    const { state } = playWhole([...towardsInjection, by], at('2026-11-28'));
    return summaryOf(wholeRules(), state);
  };
  const byStaff = fact('enrolment.paused', '2026-11-27', { until: at('2026-12-11'), reason: 'x' });

  expect(summary(pausedOn('2026-11-27'))).toMatch(/^Paused by the patient until/);
  expect(summary(byStaff)).toMatch(/^Paused until/);
});

it('consent given again closes the call about the stop', () => {
  const again = fact('consent.changed', '2026-11-28', { email: true });
  const { state } = playWhole([...towardsInjection, stoppedOn('2026-11-27'), again], at('2026-11-29'));

  expect(state.tasks.map(({ task }) => task)).not.toContain('call-about-stop');
});
