import { plusDays } from '../../../../src/domain/calendar/calendar';
import { at, type Fact } from '../../../support/care/facts';
import { answers, fact, gateIn, playWhole, stageOf, wholeRules } from '../../../support/care/whole';

const rules = wholeRules();
/** In follow-up from Tuesday, 1 December 2026, with pain of 8 at the beginning and 4 when care was over. */
const followed: Fact[] = [
  answers('2026-11-21', { pain: 8, 'rmdq-24': 16 }),
  fact('stage.bypassed', '2026-11-23', { track: 'care', reason: 'x' }),
  fact('decision.made', '2026-12-01', { gate: 'surgical-decision', choice: 'decline', reason: 'x' }),
];
const quarterly = (days: number, pain: number): Fact =>
  answers(plusDays('2026-12-05', days), { pain, 'rmdq-24': pain * 2, pgic: pain < 6 ? 2 : 4 });

describe('follow-up', () => {
  it('lets what holds go on at 3 and 6 months, and asks at 12 whether to close', () => {
    const facts = [...followed, quarterly(91, 4), quarterly(182, 4), quarterly(364, 4)];

    expect(gateIn(playWhole(facts, at('2027-07-01'), rules))).toBeNull();
    expect(gateIn(playWhole(facts, at('2027-12-20'), rules))).toMatchObject({ gate: 'close-care', kind: 'success' });
  });

  it('puts what does not hold before a clinician', () => {
    expect(gateIn(playWhole([...followed, quarterly(91, 8)], at('2027-04-01'), rules))).toMatchObject({
      kind: 'not-enough',
    });
  });

  it('is never completed by silence', () => {
    const { state } = playWhole(followed, at('2028-06-01'), rules);

    expect(state.ended).toBeNull();
    expect(state.tracks.find(({ track }) => track === 'care')?.gate?.escalated).toBe(true);
  });

  it('brings a relapse back by a decision', () => {
    const relapse = [answers('2026-12-12', { pain: 10 }), answers('2026-12-19', { pain: 10 })];
    const back = fact('decision.made', '2026-12-21', { gate: 'relapse', choice: 'approve', reason: 'x' });

    expect(gateIn(playWhole([...followed, ...relapse], at('2026-12-20'), rules))).toMatchObject({
      gate: 'relapse',
      kind: 'getting-worse',
    });
    expect(stageOf(playWhole([...followed, ...relapse, back], at('2026-12-22'), rules))).toBe('simple-analgesic');
  });

  it('takes the loss of half of what was gained for a relapse, and less than that not', () => {
    const gained = [answers('2026-11-28', { pain: 4 }), answers('2026-12-12', { pain: 5 })];
    const course = [...followed.slice(0, 2), ...gained.slice(0, 1), ...followed.slice(2), ...gained.slice(1)];
    const half = answers('2026-12-19', { pain: 6 });

    expect(gateIn(playWhole(course, at('2026-12-18'), rules))).toBeNull();
    expect(gateIn(playWhole([...course, half], at('2026-12-20'), rules))).toMatchObject({
      gate: 'relapse',
      kind: 'getting-worse',
    });
  });

  it('ends by a decision, and not while a review of how to reduce a medicine is open', () => {
    const closed = fact('decision.made', '2027-12-20', { gate: 'close-care', choice: 'approve', reason: 'x' });
    const { state } = playWhole(
      [...followed, quarterly(91, 4), quarterly(182, 4), quarterly(364, 4), closed],
      at('2027-12-21'),
      rules,
    );

    expect(state.ended?.reason).toBe('care-completed');
  });
});
