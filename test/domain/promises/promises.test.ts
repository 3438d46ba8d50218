import type { EventData } from '../../../src/domain/words/event';
import { digest } from '../../../src/domain/step/digest';
import { nextWakeAt } from '../../../src/domain/step/next-wake';
import type { EnrolmentState } from '../../../src/domain/words/state';
import type { TaskKind } from '../../../src/domain/words/task-kinds';
import { callsDue } from '../../../src/domain/telling/summary';
import { DAY } from '../../../src/domain/words/time';
import { readState, stateIn } from '../../../src/domain/step/up-cast';
import { at, type Fact } from '../../support/care/facts';
import { diagnosed, fact, playWhole, wholeRules } from '../../support/care/whole';

const rules = wholeRules();

const openOf = (facts: Fact[], until: string, kind: TaskKind): string[] =>
  playWhole(facts, at(until, '12:00'), rules)
    .state.tasks.filter(({ task }) => task === kind)
    .map(({ key }) => key);

const completed = (task: string, date: string, reached?: boolean): Fact => {
  const data: EventData['task.completed'] = reached === undefined ? { task } : { task, reached };
  return fact('task.completed', date, data, '15:00');
};

const booked = (session: string, date: string): Fact =>
  fact(
    'session.booked',
    '2026-11-25',
    { session, purpose: 'therapy', at: at(date, '14:00') },
    session === 'a' ? '10:00' : '10:05',
  );

describe('a session without an outcome', () => {
  const a = booked('a', '2026-12-01');
  const first = 'record-attendance/session/a';

  it('is asked for again when its task was closed and nobody said what became of it', () => {
    const closed = [a, completed(first, '2026-12-03')];

    expect(openOf([a], '2026-12-02', 'record-attendance')).toEqual([first]);
    expect(openOf(closed, '2026-12-04', 'record-attendance')).toEqual([]);
    expect(openOf(closed, '2026-12-08', 'record-attendance')).toEqual([`${first}/again@2026-12-07`]);
    expect(
      openOf([...closed, completed(`${first}/again@2026-12-07`, '2026-12-08')], '2026-12-11', 'record-attendance'),
    ).toEqual([`${first}/again@2026-12-10`]);
  });

  it('is not asked for again once it is recorded', () => {
    const recorded = fact('session.attended', '2026-12-04', { session: 'a' });

    expect(openOf([a, completed(first, '2026-12-03'), recorded], '2026-12-11', 'record-attendance')).toEqual([]);
  });

  it('has its turn although another one was asked for at the time', () => {
    const both = [
      a,
      booked('b', '2026-12-02'),
      completed(first, '2026-12-03'),
      fact('session.attended', '2026-12-03', { session: 'a' }, '14:00'),
    ];

    expect(openOf(both, '2026-12-08', 'record-attendance')).toEqual([expect.stringContaining('session/b')]);
  });
});

describe('imaging without a report', () => {
  const ordered = fact('imaging.ordered', '2026-11-23', { modality: 'mri', region: 'lumbar' });
  const key = 'chase-imaging/mri/lumbar';

  it('is chased again, and also when the patient has gone on', () => {
    const closed = [ordered, completed(key, '2026-12-15')];

    expect(openOf(closed, '2026-12-16', 'chase-imaging')).toEqual([]);
    expect(openOf(closed, '2026-12-23', 'chase-imaging')).toEqual([`${key}/again@2026-12-22`]);
    expect(
      openOf(
        [...diagnosed('neuropathic'), ordered].sort((x, y) => x.at - y.at),
        '2026-12-15',
        'chase-imaging',
      ),
    ).toEqual([key]);
  });

  it('is let go of by the report', () => {
    const reported = fact('imaging.reported', '2026-12-16', { modality: 'mri', region: 'lumbar' });

    expect(openOf([ordered, completed(key, '2026-12-15'), reported], '2027-01-10', 'chase-imaging')).toEqual([]);
  });
});

describe('a diagnosis that nobody records', () => {
  it('is asked for again', () => {
    const [key = ''] = openOf([], '2027-01-12', 'record-diagnosis');
    const closed = [completed(key, '2027-01-12')];

    expect(key).not.toBe('');
    expect(openOf(closed, '2027-01-13', 'record-diagnosis')).toEqual([]);
    expect(openOf(closed, '2027-01-22', 'record-diagnosis')).toEqual([`${key}/again@2027-01-19`]);
  });
});

describe('a safety question left blank', () => {
  const blank: Fact = fact(
    'check-in.answered',
    '2026-11-28',
    { checkIn: 'care/diagnosis/weekly@2026-11-28', scores: [], late: false, unknown: ['red-flag.bladder-change'] },
    '10:00',
  );
  const [key = ''] = openOf([blank], '2026-11-29', 'ask-left-blank');

  it('is asked again the next working day when nobody was reached, and not when somebody was', () => {
    expect(key).not.toBe('');
    expect(openOf([blank, completed(key, '2026-11-30', false)], '2026-12-01', 'ask-left-blank')).toEqual([
      `${key}/again@2026-12-01`,
    ]);
    expect(openOf([blank, completed(key, '2026-11-30', true)], '2026-12-04', 'ask-left-blank')).toEqual([]);
  });

  it('was settled by closing the task before anybody was asked that', () => {
    expect(openOf([blank, completed(key, '2026-11-30')], '2026-12-04', 'ask-left-blank')).toEqual([]);
  });

  it('is not waited for once it is answered, although the call had been put off', () => {
    const answered: Fact = fact(
      'check-in.answered',
      '2026-11-30',
      { checkIn: 'care/diagnosis/weekly@2026-11-28', scores: [], late: true, forms: ['red-flags'] },
      '16:00',
    );
    const closed = [blank, completed(key, '2026-11-30', false)];
    const callsOf = (facts: Fact[]) => callsDue(playWhole(facts, at('2026-11-30', '17:00'), rules).state);

    expect(callsOf(closed)).toMatchObject([{ by: at('2026-12-01', '09:00') }]);
    expect(callsOf([...closed, answered])).toEqual([]);
  });
});

describe('sessions that were all called off', () => {
  const first = 'book-sessions/rehabilitation/first-block@2026-11-24';
  const start = diagnosed('neuropathic');
  const a = fact('session.booked', '2026-12-02', { session: 'a', purpose: 'therapy', at: at('2026-12-10', '14:00') });
  const off = fact('session.cancelled', '2026-12-03', { session: 'a' });

  it('are asked for again', () => {
    expect(openOf(start, '2026-12-01', 'book-sessions')).toEqual([first]);
    expect(openOf([...start, a], '2026-12-20', 'book-sessions')).toEqual([]);
    expect(openOf([...start, a, off], '2026-12-09', 'book-sessions')).toEqual([]);
    expect(openOf([...start, a, off], '2026-12-10', 'book-sessions')).toEqual([`${first}/again@2026-12-10`]);
  });

  it('are not asked for again where others are booked by then', () => {
    const other = { session: 'b', purpose: 'therapy', at: at('2026-12-11', '14:00') } as const;
    const b = fact('session.booked', '2026-12-02', other, '11:05');

    expect(openOf([...start, a, b, off], '2026-12-20', 'book-sessions')).toEqual([]);
  });
});

describe('a session that was moved', () => {
  const a = booked('a', '2026-12-01');
  const first = 'record-attendance/session/a';
  const moved = fact('session.moved', '2026-12-04', { session: 'a', at: at('2026-12-15', '14:00') });

  it.each([
    ['after its task was closed', [a, completed(first, '2026-12-03'), moved]],
    ['while its task was open', [a, moved]],
  ])('%s is asked about after its new time, and not before', (_case, facts) => {
    expect(openOf(facts, '2026-12-14', 'record-attendance')).toEqual([]);
    expect(openOf(facts, '2026-12-16', 'record-attendance')).toEqual([first]);
    const opened = playWhole(facts, at('2026-12-16', '12:00'), rules).effects.filter(
      (effect) => effect.type === 'open-task' && effect.key === first,
    );
    // The row of the first time is there already: it is opened anew.
    expect(opened.at(-1)).toMatchObject({ again: true });
  });
});

describe('a call that reached nobody', () => {
  const stopped = fact('consent.changed', '2026-11-30', { email: false, by: 'patient' });
  const stop = 'call-about-stop/2026-11-30';
  const paused = fact('enrolment.paused', '2026-11-30', { until: at('2026-12-31'), reason: 'x', by: 'patient' });
  const pause = 'call-about-pause/2026-11-30';
  const sessions = 'call-about-sessions/rehabilitation/first-block@2026-11-24';

  it.each([
    ['about the stop', [stopped], stop, '2026-12-01', '2026-12-03'],
    ['about the pause', [paused], pause, '2026-12-01', '2026-12-03'],
    ['about missed sessions', diagnosed('neuropathic'), sessions, '2027-01-06', '2027-01-08'],
  ] as const)('%s comes again, and not when somebody was reached', (_case, facts, key, on, again) => {
    const kind = key.slice(0, key.indexOf('/')) as TaskKind;

    expect(openOf([...facts], on, kind)).toEqual([key]);
    expect(openOf([...facts, completed(key, on, false)], again, kind)).toEqual([`${key}/again@${again}`]);
    expect(openOf([...facts, completed(key, on, true)], again, kind)).toEqual([]);
  });
});

describe('after the enrolment has ended', () => {
  const withdrawn = (date: string): Fact => fact('enrolment.withdrawn', date, { reason: 'x' }, '16:00');
  const died = (date: string): Fact => fact('patient.died', date, { diedOn: date }, '16:00');
  const ordered = fact('imaging.ordered', '2026-11-23', { modality: 'mri', region: 'lumbar' });
  const chased = 'chase-imaging/mri/lumbar';

  it('a report that somebody waits for is chased, again and again', () => {
    const ended = [ordered, withdrawn('2026-11-25')];
    const closed = [...ended, completed(chased, '2026-12-15')];
    const reported = fact('imaging.reported', '2026-12-16', { modality: 'mri', region: 'lumbar' });

    expect(openOf(ended, '2026-12-15', 'chase-imaging')).toEqual([chased]);
    expect(openOf(closed, '2026-12-23', 'chase-imaging')).toEqual([`${chased}/again@2026-12-22`]);
    expect(openOf([...closed, reported], '2026-12-23', 'chase-imaging')).toEqual([]);
  });

  it('keeps a wake for it, and none when nothing is waited for', () => {
    const { state } = playWhole([ordered, withdrawn('2026-11-25')], at('2026-11-26'), rules);
    const alone = playWhole([withdrawn('2026-11-25')], at('2026-11-26'), rules);

    expect(nextWakeAt(rules, state, 0)).toBe(ordered.at + 21 * DAY);
    expect(nextWakeAt(rules, alone.state, 0)).toBeNull();
  });

  it('a review of what is still taken is asked for until somebody has looked, and then no more', () => {
    const checks = ['renal-function', 'other-sedatives', 'mood', 'driving'];
    const medicine = { class: 'gabapentin', agent: 'x', doseLevel: 'target', startedOn: '2026-11-25' };
    const taken = [
      ...diagnosed('neuropathic'),
      fact('medication.checked', '2026-11-25', { checks }, '10:00'),
      fact('medication.started', '2026-11-25', medicine),
    ];
    const key = 'review-medicine/gabapentin@2027-02-24';
    const ended = [...taken, withdrawn('2027-02-25')];
    const closed = [...ended, completed(key, '2027-02-26')];
    const reviewed = fact('medication.reviewed', '2027-03-06', { classes: ['gabapentin'] });

    expect(openOf(ended, '2027-02-26', 'review-medicine')).toEqual([key]);
    expect(openOf(closed, '2027-03-06', 'review-medicine')).toEqual([`${key}/again@2027-03-05`]);
    expect(openOf([...closed, reviewed], '2027-07-06', 'review-medicine')).toEqual([]);
    expect(openOf([...taken, withdrawn('2026-12-01')], '2027-07-06', 'review-medicine')).toEqual([]);
  });

  it('nobody asks what became of a session', () => {
    const a = booked('a', '2026-12-01');

    expect(openOf([a, withdrawn('2026-12-02')], '2026-12-20', 'record-attendance')).toEqual([]);
    expect(openOf([a, withdrawn('2026-11-26')], '2026-12-20', 'record-attendance')).toEqual([]);
  });

  it.each([
    ['as its end', [ordered, died('2026-11-25')]],
    ['after it, before the report was due', [ordered, withdrawn('2026-11-25'), died('2026-11-30')]],
    ['after it, while it is chased', [ordered, withdrawn('2026-11-25'), died('2026-12-16')]],
  ])('a death lets go of all that is asked for the living: %s', (_case, facts) => {
    expect(openOf(facts, '2027-01-20', 'chase-imaging')).toEqual([]);
  });

  it('what an older release had forgotten is asked for only where it outlives the end', () => {
    const facts = [ordered, booked('a', '2026-12-01'), withdrawn('2026-12-20')];
    const old: Partial<EnrolmentState> = playWhole(facts, at('2026-12-21'), rules).state;
    delete old.promises;
    const state = stateIn(readState(old)) as EnrolmentState;
    const { tasks } = digest(rules, state, [], { now: at('2026-12-22'), observed: [] }).state;

    expect(tasks.map(({ task }) => task)).toEqual(['chase-imaging']);
  });
});
