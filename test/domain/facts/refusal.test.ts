import { digest } from '../../../src/domain/step/digest';
import type { EnrolmentState } from '../../../src/domain/words/state';
import { refusal } from '../../../src/domain/facts/table';
import { at, enrolled, numbered, type Fact } from '../../support/care/facts';
import { shippedRules } from '../../support/care/rules';
import { play, scripts } from '../../support/care/scripted-patient';

const rules = shippedRules();

function started(): EnrolmentState {
  return digest(rules, null, numbered([enrolled]), { now: enrolled.at, observed: [] }).state;
}

const inTrial = (): EnrolmentState => play(rules, scripts.cannotTell, { until: at('2026-12-14') }).state;
const beforeTheStart = (): EnrolmentState => play(rules, scripts.cannotTell, { until: at('2026-11-26') }).state;
const atTheGate = (): EnrolmentState => play(rules, scripts.cannotTell, { until: at('2027-01-24') }).state;

const withdrawn: Fact = { type: 'enrolment.withdrawn', at: at('2026-11-25'), data: { reason: 'x' } };
const ended = (): EnrolmentState => play(rules, [], { until: at('2026-11-26'), facts: [withdrawn] }).state;

const start = (over: object): Omit<Fact, 'at'> => ({
  type: 'medication.started',
  data: { class: 'snri', agent: 'duloxetine', doseLevel: 'target', startedOn: '2026-11-25', ...over },
});
const decide = (gate: string): Omit<Fact, 'at'> => ({
  type: 'decision.made',
  data: { gate, choice: 'approve', reason: 'x' },
});

function why(state: EnrolmentState | null, fact: Omit<Fact, 'at'>, date = '2027-01-25'): string | null {
  const [event] = numbered([{ ...fact, at: at(date) } as Fact], (state?.lastSeq ?? 0) + 1);
  return event ? (refusal(rules, state, event)?.message ?? null) : null;
}

describe('a fact that is not possible now', () => {
  it.each<[string, () => EnrolmentState | null, Omit<Fact, 'at'>, string, RegExp]>([
    ['anything before the start', () => null, { type: 'patient.died', data: {} }, '2026-11-26', /has not started/],
    ['a second start', started, enrolled, '2026-11-26', /already started/],
    ['a start in the future', beforeTheStart, start({ startedOn: '2026-11-28' }), '2026-11-27', /lies in the future/],
    [
      'a class that the pathway does not know',
      beforeTheStart,
      start({ class: 'opiate' }),
      '2026-11-27',
      /There is no class "opiate" here: known are neuropathic-agent, gabapentinoid/,
    ],
    [
      'an unknown dose level',
      beforeTheStart,
      start({ doseLevel: 'high' }),
      '2026-11-27',
      /doseLevel must be one of starting/,
    ],
    [
      'another medicine of the class on trial',
      inTrial,
      start({ class: 'gabapentinoid', agent: 'another', startedOn: '2026-12-14' }),
      '2026-12-15',
      /record medication\.stopped for it first/,
    ],
    [
      'a stop without a start',
      beforeTheStart,
      { type: 'medication.stopped', data: { reason: 'x' } },
      '2026-11-27',
      /No medicine is recorded as taken/,
    ],
    [
      'a decision nobody asked for',
      inTrial,
      decide('surgical-review'),
      '2026-12-15',
      /"surgical-review" is not open: no question is open/,
    ],
    ['a decision on another question', atTheGate, decide('surgical-decision'), '2027-01-25', /open is surgical-review/],
    [
      'a pause into the past',
      started,
      { type: 'enrolment.paused', data: { until: at('2026-11-25'), reason: 'x' } },
      '2026-11-26',
      /every pause has an end/,
    ],
    [
      'a pause of more than 90 days',
      started,
      { type: 'enrolment.paused', data: { until: at('2027-03-01'), reason: 'x' } },
      '2026-11-26',
      /more than 90 days ahead/,
    ],
    ['a resumption without a pause', started, { type: 'enrolment.resumed', data: {} }, '2026-11-26', /is not paused/],
    ['a decision after the end', ended, decide('surgical-review'), '2026-11-27', /ended on 2026-11-25 \(withdrawn\)/],
  ])('%s says why', (_name, state, fact, date, reason) => {
    expect(why(state(), fact, date)).toMatch(reason);
  });

  it.each<[string, Omit<Fact, 'at'>]>([
    ['death', { type: 'patient.died', data: {} }],
    ['consent', { type: 'consent.changed', data: { email: false } }],
    [
      'a late answer',
      { type: 'check-in.answered', data: { checkIn: 'care/diagnosis/weekly@2026-11-21', scores: [], late: true } },
    ],
    ['work that is done', { type: 'task.completed', data: { task: 'x' } }],
  ])('does not include %s after the end', (_name, fact) => {
    expect(why(ended(), fact, '2026-11-27')).toBeNull();
  });

  it('is judged at its own time: a question that opened meanwhile can be decided', () => {
    const before = play(rules, scripts.cannotTell, { until: at('2027-01-20') }).state;

    expect(why(before, decide('surgical-review'), '2027-01-22')).toMatch(/not open/);
    expect(why(before, decide('surgical-review'), '2027-01-23')).toBeNull();
  });

  it('leaves the state as it was', () => {
    const state = started();
    const before = JSON.stringify(state);
    why(state, { type: 'patient.died', data: {} }, '2027-06-01');

    expect(JSON.stringify(state)).toBe(before);
  });
});
