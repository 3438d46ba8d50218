import { digest } from '../../../src/domain/step/digest';
import { plan } from '../../../src/domain/check-ins/plan';
import { at, numbered, reachable, type Fact } from '../../support/care/facts';
import { shippedRules } from '../../support/care/rules';
import { gateOf, play, scripts } from '../../support/care/scripted-patient';

const rules = shippedRules();
const kiritimati = 'Pacific/Kiritimati';

describe('at an equal instant', () => {
  it('an event goes before the time: an answer at the minute of closing is on time', () => {
    const key = 'care/diagnosis/weekly@2026-11-21';
    const { state } = play(rules, [], { until: at('2026-11-27') });
    const answer: Fact = {
      type: 'check-in.answered',
      at: at('2026-11-28', '09:00'),
      data: { checkIn: key, scores: [], late: false },
    };
    const step = digest(rules, state, numbered([answer], state.lastSeq + 1), { now: answer.at, observed: [] });

    expect(step.effects).toEqual([]);
    expect(step.entries.map((entry) => entry.what)).toEqual(['check-in.answered', 'check-in.opened']);
  });

  it('a check-in closes before the next one opens', () => {
    const { entries } = play(rules, [], { until: at('2026-11-28', '09:00') });

    expect(entries.slice(-2).map((entry) => [entry.what, entry.at])).toEqual([
      ['check-in.missed', at('2026-11-28', '09:00')],
      ['check-in.opened', at('2026-11-28', '09:00')],
    ]);
  });

  it('a pause that ends at the hour of a check-in lets it open', () => {
    const until = at('2026-11-28', '09:00');
    const facts: Fact[] = [{ type: 'enrolment.paused', at: at('2026-11-22'), data: { until, reason: 'x' } }];
    const paused = play(rules, [], { until: at('2026-11-23'), facts }).state;
    const { state } = play(rules, [], { until, facts });

    expect(plan(rules, paused, until).map((checkIn) => checkIn.key)).toEqual(['care/diagnosis/weekly@2026-11-28']);
    expect(state.checkIns.map((checkIn) => checkIn.key)).toEqual(['care/diagnosis/weekly@2026-11-28']);
  });
});

describe('a move to a zone where the hour is past', () => {
  const moved = (date: string, time: string): Fact => ({
    type: 'contact.changed',
    at: at(date, time),
    data: { reach: { ...reachable, timeZone: kiritimati } },
  });

  it('opens the check-in of the day at once, and no second time', () => {
    const facts = [moved('2026-11-27', '22:00')];
    const { entries, state } = play(rules, [], { until: at('2026-12-01'), facts });

    expect(entries.filter((entry) => entry.what === 'check-in.opened').map((entry) => [entry.key, entry.at])).toEqual([
      ['care/diagnosis/weekly@2026-11-21', at('2026-11-21', '09:00')],
      ['care/diagnosis/weekly@2026-11-28', at('2026-11-28', '09:00', kiritimati)],
    ]);
    expect(state.now).toBe(at('2026-12-01'));
  });

  it('evaluates a trial that is then overdue now, not in the past', () => {
    const pause: Fact = {
      type: 'enrolment.paused',
      at: at('2027-01-15'),
      data: { until: at('2027-02-10'), reason: 'x' },
    };
    const facts = [pause, moved('2027-01-22', '22:00')];
    const { state } = play(rules, scripts.cannotTell, { until: at('2027-01-24'), facts });

    expect(gateOf(state).openedAt).toBe(at('2027-01-22', '22:00'));
  });
});
