import { outcomeOf } from '../../../src/domain/facts/problems';
import { shippedCatalogue } from '../../support/care/shipped';

const { problems } = shippedCatalogue();
const first = { report: 'r', today: '2026-12-01', before: 0, woken: false };
const mild = { severity: 3, wait: 'yes' } as const;

test.each([
  ['pain', 8],
  ['medicine', 7],
  ['wound', 5],
  ['mood', 7],
  ['other', 8],
])('%s wakes whoever is on duty from %i of 10, and below it is work', (about, from) => {
  expect(outcomeOf(problems, { about, severity: from, wait: 'yes' }, first).urgent).toMatchObject({
    rule: `problem.${about}`,
    tier: 'today',
  });
  expect(outcomeOf(problems, { about, severity: from - 1, wait: 'yes' }, first).task?.kind).toBe('look-at-report');
});

test('what cannot wait wakes somebody however mild it is', () => {
  expect(outcomeOf(problems, { about: 'wound', severity: 0, wait: 'no' }, first).urgent).toEqual({
    rule: 'problem.wound',
    class: 'infection',
    tier: 'today',
  });
});

test('"not sure" whether it can wait is work of the same day; what can wait has the days of its kind', () => {
  const within = (said: Parameters<typeof outcomeOf>[1]) => outcomeOf(problems, said, first).task?.withinWorkingDays;
  expect(within({ about: 'pain', severity: 3, wait: 'not-sure' })).toBe(0);
  expect(within({ about: 'pain', ...mild })).toBe(1);
  expect(within({ about: 'wound', ...mild })).toBe(0);
  expect(within({ about: 'appointment', ...mild })).toBe(2);
});

test('an appointment wakes nobody: what cannot wait is work of the coordinators on the same day', () => {
  expect(outcomeOf(problems, { about: 'appointment', severity: 10, wait: 'no' }, first).task).toEqual({
    kind: 'answer-report',
    about: 'report/r',
    withinWorkingDays: 0,
  });
});

test('where the safety questions woke somebody, what is said is work of the same day and wakes nobody else', () => {
  const woken = outcomeOf(problems, { about: 'pain', severity: 9, wait: 'no' }, { ...first, woken: true });
  expect(woken).toEqual({ task: { kind: 'look-at-report', about: 'report/r', withinWorkingDays: 0 } });
});

test('from the fourth of a day on they share one task, due the same day', () => {
  const about = (before: number) => outcomeOf(problems, { about: 'pain', ...mild }, { ...first, before }).task;
  expect(about(2)).toMatchObject({ about: 'report/r', withinWorkingDays: 1 });
  expect(about(3)).toEqual({ kind: 'look-at-report', about: 'reports/2026-12-01', withinWorkingDays: 0 });
  expect(about(30)).toEqual(about(3));
});

test('what is named no more is still work of the same day', () => {
  expect(outcomeOf(problems, { about: 'gone', ...mild }, first).task).toMatchObject({ withinWorkingDays: 0 });
});

test('a severe report wakes somebody however many there were that day', () => {
  const fifth = outcomeOf(problems, { about: 'wound', severity: 10, wait: 'no' }, { ...first, before: 4 });

  expect(fifth.urgent).toMatchObject({ tier: 'today' });
});
