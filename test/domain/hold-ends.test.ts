import { digest } from '../../src/domain/digest';
import { latestEnd } from '../../src/domain/hold-ends';
import { journalIn } from '../../src/domain/journal-text';
import { at, enrolled, london, numbered, type Fact } from '../support/facts';
import { shippedRules } from '../support/rules';

const rules = shippedRules();
const begun = at('2026-11-24');
const inTenYears = at('2036-11-24');

const after = (fact: Fact) => digest(rules, null, numbered([enrolled, fact]), { now: begun, observed: [] });

describe('every hold has an end, whatever was typed, and the journal tells the end that counts', () => {
  it('an admission is asked about within ninety days', () => {
    const { state, entries } = after({ type: 'patient.admitted', at: begun, data: { reviewAt: inTenYears } });

    expect(state.admission?.reviewAt).toBe(latestEnd('admission', begun));
    const told = entries.find(({ what }) => what === 'patient.admitted');
    expect(told?.inputs).toContainEqual({ name: 'review', value: latestEnd('admission', begun) });
    expect(told && journalIn(london)(told)).toContain('22 February 2027');
  });

  it('whoever resolves an escalation holds messages for ninety days at most', () => {
    const { state, entries } = after({
      type: 'escalation.resolved',
      at: begun,
      data: { escalation: 'e', messages: { until: inTenYears } },
    });

    expect(state.pause?.until).toBe(latestEnd('resolution', begun));
    expect(entries.find(({ what }) => what === 'enrolment.paused')?.inputs).toContainEqual({
      name: 'until',
      value: latestEnd('resolution', begun),
    });
  });
});
