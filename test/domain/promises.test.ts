import type { EventData } from '../../src/domain/event';
import type { TaskKind } from '../../src/domain/task-kinds';
import { callsDue } from '../../src/domain/summary';
import { at, type Fact } from '../support/facts';
import { diagnosed, fact, playWhole, wholeRules } from '../support/whole';

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
