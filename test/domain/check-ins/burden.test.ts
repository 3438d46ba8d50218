import { daysBetween, localDateAt, plusDays } from '../../../src/domain/calendar/calendar';
import { plan, PLAN_AHEAD } from '../../../src/domain/check-ins/plan';
import type { EnrolmentState } from '../../../src/domain/words/state';
import { at, firstOn, london } from '../../support/care/facts';
import { answers, diagnosed, fact, injected, playWhole, towardsInjection, wholeRules } from '../../support/care/whole';

const rules = wholeRules();

function routinePerWeek(state: EnrolmentState): number[] {
  const weeks: number[] = [];
  for (const { callAt, messages } of plan(rules, state, state.now + PLAN_AHEAD)) {
    if (callAt !== undefined) continue;
    for (const { dueAt } of messages) {
      const week = Math.floor(daysBetween(firstOn, localDateAt(london, dueAt)) / 7);
      weeks[week] = (weeks[week] ?? 0) + 1;
    }
  }
  return weeks;
}

describe('the burden of messages', () => {
  it.each([
    ['at the beginning', [], '2026-11-20'],
    ['with two tracks after the diagnosis', diagnosed('neuropathic'), '2026-11-25'],
    ['after an injection', [...towardsInjection, ...injected('2026-11-30')], '2026-11-30'],
  ])('%s is at most three routine messages a week', (_title, facts, date) => {
    const { state } = playWhole(facts, at(date, '12:00'), rules);

    expect(Math.max(...Object.values(routinePerWeek(state)))).toBeLessThanOrEqual(3);
  });

  it('becomes less after one miss: one reminder', () => {
    const { state } = playWhole([], at('2026-11-28', '10:00'), rules);
    const [next] = plan(rules, state, at('2026-12-01'));

    expect(next?.messages.map(({ role }) => role)).toEqual(['invite', 'reminder-1']);
  });

  it('is nothing after two misses until the call is done', () => {
    const silent = playWhole([], at('2026-12-05', '10:00'), rules).state;
    const [task] = silent.tasks.filter((each) => each.task === 'call-patient');
    const called = fact('task.completed', '2026-12-07', { task: task?.key ?? '' });
    const after = playWhole([called], at('2026-12-07', '12:00'), rules).state;

    expect(plan(rules, silent, at('2026-12-20')).flatMap(({ messages }) => messages)).toEqual([]);
    expect(plan(rules, after, at('2026-12-20')).flatMap(({ messages }) => messages)).not.toEqual([]);
  });

  it('promises nothing from the minute at which a second miss would ask for the call, until there is an answer', () => {
    const silent = playWhole([], at('2026-12-05', '08:59'), rules).state;
    const answered = playWhole([answers('2026-11-28', { pain: 6 })], at('2026-12-05', '08:59'), rules).state;
    const promised = (state: EnrolmentState): number =>
      plan(rules, state, at('2026-12-20')).flatMap(({ messages }) =>
        messages.filter(({ dueAt }) => dueAt >= at('2026-12-05', '09:00')),
      ).length;

    expect(promised(silent)).toBe(0);
    expect(promised(answered)).toBeGreaterThan(0);
  });

  it('never asks an instrument again within its recall period, whichever tracks ask it', () => {
    const weekly = Array.from({ length: 30 }, (_, week) => answers(plusDays('2026-11-21', week * 7), { pain: 6 }));
    const facts = [...weekly, ...diagnosed('axial')].sort((a, b) => a.at - b.at);
    const { entries } = playWhole(facts, at('2027-06-20'), rules);
    const asked: Record<string, string[]> = {};
    for (const entry of entries.filter(({ what }) => what === 'check-in.opened')) {
      const names = String(entry.inputs[0]?.value).split(', ');
      for (const name of names) (asked[name] ??= []).push(localDateAt(london, entry.at));
    }

    for (const [name, dates] of Object.entries(asked)) {
      const floor = rules.instruments[name]?.recallFloorDays ?? 0;
      const gaps = dates.slice(1).map((date, index) => daysBetween(dates[index] ?? date, date));
      expect({ name, tooSoon: gaps.filter((gap) => gap < floor) }).toEqual({ name, tooSoon: [] });
    }
    expect(Object.keys(asked)).toEqual(expect.arrayContaining(['peg', 'phq-2', 'gad-2', 'rmdq-24']));
  });

  it('is fortnightly once it is steady', () => {
    const followed = [
      fact('stage.bypassed', '2026-11-23', { track: 'care', reason: 'x' }),
      fact('decision.made', '2026-12-01', { gate: 'surgical-decision', choice: 'decline', reason: 'x' }),
    ];
    const { state } = playWhole(followed, at('2027-07-05'), rules);
    const dates = plan(rules, state, state.now + PLAN_AHEAD).map(({ opensAt }) => localDateAt(london, opensAt));

    expect(dates.slice(1).map((date, index) => daysBetween(dates[index] ?? date, date))).not.toContain(7);
  });
});
