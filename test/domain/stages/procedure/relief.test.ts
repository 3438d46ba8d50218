import { plusDays } from '../../../../src/domain/calendar/calendar';
import { digest } from '../../../../src/domain/step/digest';
import { refusal } from '../../../../src/domain/facts/table';
import { at, type Fact, numbered } from '../../../support/care/facts';
import type { Played } from '../../../support/care/scripted-patient';
import {
  answers,
  fact,
  gateIn,
  injected,
  order,
  playWhole,
  towardsInjection,
  wholeRules,
} from '../../../support/care/whole';

const rules = wholeRules({}, 3);
/** A Monday; read again on 11 January and 22 February 2027. */
const DONE = '2026-11-30';
const SIX = '2027-01-11';
const TWELVE = '2027-02-22';
const pregnancy = fact('procedure.checked', DONE, { checks: ['pregnancy'] }, '10:10');
const injection: Fact[] = [...towardsInjection, ...injected(DONE), pregnancy].sort((a, b) => a.at - b.at);

/** It was decided to go round again, so that another may be ordered. */
const decided = fact('decision.made', '2026-12-21', { gate: 'injection-reached', choice: 'decline', reason: 'x' });

/** Pain of 8 before it, of 4 at its end, and so much on days after it. */
const course = (...later: [days: number, pain: number][]): Fact[] =>
  [
    answers('2026-11-28', { pain: 8 }),
    ...injection,
    answers('2026-12-19', { pain: 4 }),
    decided,
    ...later.map(([days, pain]) => answers(plusDays(DONE, days), { pain })),
  ].sort((a, b) => a.at - b.at);

const readOf = ({ state }: Played) =>
  state.history.procedures[0]?.relief?.read.map(({ afterDays, found }) => [afterDays, found]);
const tasksIn = ({ state }: Played): string[] => state.tasks.map(({ task }) => task);
const playedTo = (date: string, facts: Fact[]): Played =>
  playWhole(
    facts.filter((each) => each.at <= at(date, '12:00')),
    at(date, '12:00'),
    rules,
  );

/** Injected under version 2, which reads nothing again, and moved to version 3 on a day; looked at on another. */
function movedOn(date: string, until: string): Played['state'] {
  const before = wholeRules();
  const both = { ...before, versions: [before.pathway, rules.pathway] };
  const facts = course([40, 4]).filter((each) => each !== pregnancy && each.at < at(date));
  const { state } = playWhole(facts, at(date) - 1, both);
  const data = { fromVersion: 2, toVersion: 3, reason: 'x', preview: '' };
  const events = numbered([fact('pathway.migrated', date, data)], state.lastSeq + 1);
  return digest(both, state, events, { now: at(until), observed: [] }).state;
}

function whyNot(facts: Fact[], on: string): string | null {
  const again = fact('procedure.ordered', on, { ...order, plannedOn: on });
  const { state } = playWhole(
    facts.filter((each) => each.at < again.at),
    again.at - 1,
    rules,
  );
  const [event] = numbered([again], state.lastSeq + 1);
  return event ? (refusal(rules, state, event)?.message ?? null) : null;
}

describe('the relief of a procedure', () => {
  it('is provisional when its question is put, and says when it is read again', () => {
    const played = playedTo('2026-12-20', course());
    const gate = played.state.tracks.find(({ track }) => track === 'care')?.gate;

    expect(gateIn(played)).toMatchObject({ gate: 'injection-reached', kind: 'success' });
    expect(gate?.verdict.inputs).toContainEqual({
      name: 'provisional',
      value: 'read again on 11 January 2027 and 22 February 2027',
    });
  });

  it('has held when the last day finds it, and nobody is told', () => {
    const played = playedTo(TWELVE, course([40, 4], [80, 3]));

    expect(readOf(played)).toEqual([
      [42, 'held'],
      [84, 'held'],
    ]);
    expect(tasksIn(played)).not.toContain('look-at-relief');
  });

  it('that is lost is told to a clinician once, and not read any more', () => {
    const lost = course([40, 6], [80, 3]);

    expect(tasksIn(playedTo(SIX, lost))).toContain('look-at-relief');
    expect(readOf(playedTo('2027-03-20', lost))).toEqual([[42, 'lost']]);
  });

  it('is not known while nobody answers, and read by the next answer', () => {
    expect(readOf(playedTo('2027-01-20', course()))).toEqual([[42, 'unknown']]);
    expect(readOf(playedTo('2027-01-20', course([50, 4])))).toEqual([[42, 'held']]);
    expect(readOf(playedTo('2027-03-20', course()))).toEqual([
      [42, 'unknown'],
      [84, 'unknown'],
    ]);
    expect(readOf(playedTo('2027-03-20', course([100, 6])))).toEqual([
      [42, 'unknown'],
      [84, 'lost'],
    ]);
  });

  it('is not looked for where the procedure fell short', () => {
    const short = [answers('2026-11-28', { pain: 8 }), ...injection, answers('2026-12-19', { pain: 6 })];

    expect(readOf(playedTo('2027-03-20', short))).toEqual([]);
  });

  it('decides on the same again: not before it can be told, and then only where it held', () => {
    expect(whyNot(course([40, 4]), '2027-02-21')).toMatch(
      /^The last one in the region lumbar or caudal was the same. Cannot tell yet: .* from 22 February 2027 on. Until then/,
    );
    expect(whyNot(course([40, 4], [80, 4]), TWELVE)).toBeNull();
    expect(whyNot(course([40, 6], [80, 4]), TWELVE)).toMatch(/its relief did not hold \(read after 6 weeks\): order/);
    expect(whyNot(course(), TWELVE)).toMatch(/Cannot tell: no answer says whether its relief held for 12 weeks. Ask/);
  });

  it('of whoever moves to a pathway that reads it is read from then on, and not for days that are past', () => {
    const read = (date: string, until: string) => readOf({ state: movedOn(date, until) } as Played);

    expect(read('2027-01-10', '2027-01-12')).toEqual([[42, 'held']]);
    expect(read('2027-01-20', '2027-01-21')).toEqual([[42, 'unknown']]);
    expect(read('2027-01-20', TWELVE)).toEqual([
      [42, 'unknown'],
      [84, 'unknown'],
    ]);
    expect(read('2027-03-01', '2027-03-02')).toBeUndefined();
  });
});
