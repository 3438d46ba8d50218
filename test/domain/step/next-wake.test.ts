import { nextWakeAt } from '../../../src/domain/step/next-wake';
import { at } from '../../support/care/facts';
import { diagnosed, fact, playWhole, wholeRules } from '../../support/care/whole';

const rules = wholeRules();
const checks = ['renal-function', 'other-sedatives', 'mood', 'driving'];
const medicine = { class: 'gabapentin', agent: 'x', doseLevel: 'target', startedOn: '2026-11-25' };

describe('the next wake', () => {
  it('is no later than the day on which the need for a medicine is looked at', () => {
    const facts = [
      ...diagnosed('neuropathic'),
      fact('medication.checked', '2026-11-25', { checks }, '10:00'),
      fact('medication.started', '2026-11-25', medicine),
    ];
    const reviewAt = at('2027-02-24', '09:00');
    const before = playWhole(facts, at('2027-02-23', '20:00'), rules);
    const after = playWhole(facts, reviewAt, rules);

    expect(before.state.tasks.map(({ task }) => task)).not.toContain('review-medicine');
    expect(after.state.tasks.map(({ task }) => task)).toContain('review-medicine');
    expect(nextWakeAt(rules, before.state, 0)).toBe(reviewAt);
  });
});
