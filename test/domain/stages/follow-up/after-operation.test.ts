import { join } from 'node:path';
import { loadPathway } from '../../../../src/catalogue/pathway/load-pathway';
import { plusDays } from '../../../../src/domain/calendar/calendar';
import { plan } from '../../../../src/domain/check-ins/plan';
import type { LocalDate } from '../../../../src/domain/words/time';
import { at, type Fact } from '../../../support/care/facts';
import { root } from '../../../support/care/shipped';
import { answers, fact, gateIn, playWhole, stageOf, wholeRules } from '../../../support/care/whole';

const second = wholeRules();
const file = join(root, 'pathways', 'post-laminectomy-syndrome', 'v3.yaml');
const rules = { ...second, pathway: loadPathway(file, second.instruments) };

/** The review says yes on Tuesday, 1 December 2026; pain was 8 at the beginning. */
const decided: Fact[] = [
  answers('2026-11-21', { pain: 8, 'rmdq-24': 16 }),
  fact('stage.bypassed', '2026-11-23', { track: 'care', reason: 'x' }),
  fact('decision.made', '2026-12-01', { gate: 'surgical-decision', choice: 'approve', reason: 'x' }),
];
const operated = (on: LocalDate, recordedOn = on): Fact =>
  fact('surgery.performed', recordedOn, { kind: 'revision', level: 'L4/L5', on }, '12:00');
const answered = (on: LocalDate, pain: number): Fact =>
  answers(on, { pain, 'rmdq-24': pain * 2, pgic: pain < 6 ? 2 : 4 });

const pointOf = (facts: Fact[], until: LocalDate): { next: number; on: LocalDate } | null => {
  const { state } = playWhole(facts, at(until, '13:00'), rules);
  const own = state.tracks.find(({ track }) => track === 'care')?.own;
  return own?.kind === 'follow-up' ? { next: own.next, on: own.evaluation.on } : null;
};
/** Saturday is the patient's day. */
const saturdayFrom = (date: LocalDate): LocalDate =>
  [0, 1, 2, 3, 4, 5, 6].map((n) => plusDays(date, n)).find((each) => new Date(each).getUTCDay() === 6) ?? date;

describe('follow-up after an operation', () => {
  it('counts from the decision until the operation is recorded, and from that then', () => {
    expect(pointOf(decided, '2026-12-02')).toEqual({ next: 0, on: saturdayFrom(plusDays('2026-12-01', 91)) });
    expect(pointOf([...decided, operated('2027-01-18')], '2027-01-18')).toEqual({
      next: 0,
      on: saturdayFrom(plusDays('2027-01-18', 91)),
    });
  });

  it('counts from an operation that was before the decision, and from one that is recorded late', () => {
    const before = [...decided.slice(0, 2), operated('2026-11-27'), ...decided.slice(2)];

    expect(pointOf(before, '2026-12-02')).toEqual({ next: 0, on: saturdayFrom(plusDays('2026-11-27', 91)) });
    expect(pointOf([...decided, operated('2026-12-07', '2027-03-15')], '2027-03-15')).toEqual({
      next: 1,
      on: saturdayFrom(plusDays('2026-12-07', 182)),
    });
  });

  it('asks the forms of its end on those days', () => {
    const { state } = playWhole([...decided, operated('2027-01-18')], at('2027-04-15', '12:00'), rules);
    const days = plan(rules, state, at('2027-04-30')).flatMap(({ ask, key }) =>
      ask.includes('pgic') ? [key.slice(key.indexOf('@') + 1)] : [],
    );

    expect(days).toContain(saturdayFrom(plusDays('2027-01-18', 91)));
  });

  it('asks whether to close at the last point alone; what falls short before has a question of its own', () => {
    const operation = operated('2026-12-07');
    const three = saturdayFrom(plusDays('2026-12-07', 91));
    const short = [...decided, operation, answered(three, 8)];

    expect(gateIn(playWhole(short, at(plusDays(three, 20)), rules))).toMatchObject({
      gate: 'short-after-surgery',
      kind: 'not-enough',
    });
    expect(gateIn(playWhole([...decided, operation], at(plusDays(three, 20)), rules))).toMatchObject({
      gate: 'unknown-after-surgery',
      kind: 'cannot-tell',
    });
    const again = fact('decision.made', plusDays(three, 21), {
      gate: 'short-after-surgery',
      choice: 'approve',
      reason: 'x',
    });
    expect(stageOf(playWhole([...short, again], at(plusDays(three, 22)), rules))).toBe('surgical-review');
  });

  it('lets what holds go on, and asks after twelve months whatever was found', () => {
    const days = [91, 182, 364].map((n) => saturdayFrom(plusDays('2026-12-07', n)));
    const [three = '', six = '', twelve = ''] = days;
    const held = [...decided, operated('2026-12-07'), answered(three, 4), answered(six, 4)];

    expect(gateIn(playWhole(held, at(plusDays(six, 20)), rules))).toBeNull();
    expect(gateIn(playWhole([...held, answered(twelve, 4)], at(plusDays(twelve, 1)), rules))).toMatchObject({
      gate: 'close-after-surgery',
      kind: 'success',
    });
    expect(gateIn(playWhole([...held, answered(twelve, 7)], at(plusDays(twelve, 20)), rules))?.gate).toMatch(
      /^(close|worse)-after-surgery$/,
    );
  });

  it('of which nobody knows anything at the end is not asked to be closed before somebody has rung, twice', () => {
    const [three = '', six = '', twelve = ''] = [91, 182, 364].map((n) => saturdayFrom(plusDays('2026-12-07', n)));
    const held = [...decided, operated('2026-12-07'), answered(three, 4), answered(six, 4)];
    const goOn = (on: LocalDate): Fact =>
      fact('decision.made', on, { gate: 'unknown-after-surgery', choice: 'approve', reason: 'x' });
    const until = (on: LocalDate, ...facts: Fact[]) => gateIn(playWhole([...held, ...facts], at(on), rules));
    const [first, second] = [plusDays(twelve, 21), plusDays(twelve, 77)];

    expect(until(plusDays(twelve, 20))).toMatchObject({ gate: 'unknown-after-surgery', kind: 'cannot-tell' });
    expect(until(plusDays(second, -1), goOn(first))).toMatchObject({ gate: 'unknown-after-surgery' });
    expect(until(plusDays(second, 60), goOn(first), goOn(second))).toMatchObject({
      gate: 'close-after-surgery',
      kind: 'cannot-tell',
    });
    // Once somebody has asked, the question is about what was found.
    const rung = answers(plusDays(twelve, 22), { pain: 4, 'rmdq-24': 8, pgic: 2 });
    expect(until(plusDays(twelve, 23), rung)).toMatchObject({ gate: 'close-after-surgery', kind: 'success' });
  });
});
