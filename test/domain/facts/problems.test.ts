import { refusal } from '../../../src/domain/facts/table';
import { journalIn } from '../../../src/domain/telling/journal-text';
import type { ReportedProblem } from '../../../src/domain/words/choices';
import { at, numbered } from '../../support/care/facts';
import { fact, playWhole, wholeRules } from '../../support/care/whole';

const rules = wholeRules();
const NOON = at('2026-11-27', '12:00');

const said = { about: 'medicine', since: 'days', severity: 4, wait: 'yes', said: 'id-of-the-text' } as const;
const task = { kind: 'look-at-report', about: 'report/one', withinWorkingDays: 1 } as const;
const report = (values: Partial<ReportedProblem> = {}, time = '11:00') =>
  fact('problem.reported', '2026-11-25', { report: 'one', ...said, task, ...values } as ReportedProblem, time);

test('a report is work with a due time, and its words stand in no state and no journal', () => {
  const { state, entries } = playWhole([report()], NOON, rules);

  expect(state.tasks.map(({ key }) => key)).toContain('look-at-report/report/one');
  expect(state.tasks.find(({ task: kind }) => kind === 'look-at-report')?.dueAt).toBe(at('2026-11-26', '17:00'));
  expect(JSON.stringify([state, entries])).not.toContain('id-of-the-text');
});

test('its sentence says what was said beside the words', () => {
  const { entries } = playWhole([report()], NOON, rules);
  const entry = entries.find(({ what }) => what === 'problem.reported');

  expect(entry && journalIn('Europe/London', rules.instruments)(entry)).toBe(
    'The patient reported a problem by link (medicine): for some days, 4 of 10, it can wait.',
  );
});

test('what is urgent wakes somebody and is no task', () => {
  const urgent = { rule: 'problem.medicine', class: 'medication', tier: 'today' } as const;
  const { state, effects } = playWhole([report({ urgent, task: undefined })], NOON, rules);

  expect(effects).toContainEqual(expect.objectContaining({ type: 'raise-escalation', ...urgent }));
  expect(state.tasks.map(({ task: kind }) => kind)).not.toContain('look-at-report');
});

test('many share one task, which is opened anew when it was done', () => {
  const many = { ...task, about: 'reports/2026-11-25', withinWorkingDays: 0 };
  const done = fact('task.completed', '2026-11-25', { task: 'look-at-report/reports/2026-11-25' }, '11:20');
  const reports = [report({ task: many }), report({ report: 'two', task: many }, '11:10')];
  const opened = (facts: Parameters<typeof playWhole>[0]) =>
    playWhole(facts, NOON, rules).effects.filter(
      (effect) => effect.type === 'open-task' && effect.task === 'look-at-report',
    );

  expect(opened(reports)).toHaveLength(1);
  expect(opened([...reports, done, report({ report: 'three', task: many }, '11:30')])).toHaveLength(2);
});

test('safety questions that were skipped are not known: somebody asks them the same day', () => {
  const { state, entries } = playWhole([report({ unknown: ['red-flag.fever'] })], NOON, rules);
  const entry = entries.find(({ what }) => what === 'problem.reported');

  expect(state.tasks.map(({ key }) => key)).toContain('ask-left-blank/report/one/red-flags');
  expect(entry && journalIn('Europe/London')(entry)).toMatch(/Safety questions skipped .*: red flags\.$/);
});

test('the same report twice is refused, and so is one after the end', () => {
  const why = (before: Parameters<typeof playWhole>[0]) => {
    const again = report({}, '11:30');
    const { state } = playWhole(before, again.at - 1, rules);
    const [event] = numbered([again], state.lastSeq + 1);
    return event ? (refusal(rules, state, event)?.code ?? null) : null;
  };

  expect(why([])).toBeNull();
  expect(why([report()])).toBe('already-reported');
  expect(why([fact('enrolment.withdrawn', '2026-11-24', { reason: 'x' })])).toBe('ended');
});

test('the end of care does not settle it', () => {
  const ended = fact('enrolment.withdrawn', '2026-11-25', { reason: 'x' }, '11:30');
  const { state } = playWhole([report(), ended], NOON, rules);

  expect(state.tasks.map(({ task: kind }) => kind)).toContain('look-at-report');
});
