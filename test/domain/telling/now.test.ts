import { nowCard } from '../../../src/domain/telling/now';
import { positionOf } from '../../../src/domain/telling/position';
import { at } from '../../support/care/facts';
import { diagnosed, fact, playWhole, wholeRules } from '../../support/care/whole';

const rules = wholeRules();
const card = (facts: Parameters<typeof playWhole>[0], until: number) => {
  const { state } = playWhole(facts, until, rules);
  return nowCard(rules, state, state.now);
};

describe('the card “now”', () => {
  it('says which step, since when, what is waited for, and what comes next by itself', () => {
    const told = card(diagnosed('neuropathic'), at('2026-12-01'));

    expect(told).toMatchObject({
      where: 'Step 3 of 8, Trial of a medicine for nerve pain',
      since: 'since 24 November 2026, 7 days',
      waits: 'The start of the medication to be recorded by 8 December 2026',
      held: null,
      next: 'To the clinicians: request to record the start of the trial',
    });
    expect(told.nextAt).toBeGreaterThan(at('2026-12-01'));
  });

  it('says what would change it: what is to be recorded, the answers that would flip a rule, and leaving', () => {
    const { wouldChange } = card(diagnosed('neuropathic'), at('2026-12-01'));

    expect(wouldChange[0]).toBe('the start of the medication is recorded');
    expect(wouldChange.at(-1)).toBe('the patient withdraws or moves away');
  });

  it('leaves out tracks that wait for nothing', () => {
    const { beside } = card(diagnosed('neuropathic'), at('2026-12-01'));

    expect(beside.map(({ track }) => track)).not.toContain('Psychology');
    expect(beside.every(({ words }) => words !== 'Nothing')).toBe(true);
  });

  it('names an open escalation as what keeps messages back, and its end as what would change that', () => {
    const raised = fact('escalation.raised', '2026-11-30', { escalation: 'one' });
    const told = card([...diagnosed('neuropathic'), raised], at('2026-12-01'));

    expect(told.held).toBe('Routine messages wait until the open escalation is resolved.');
    expect(told.wouldChange[0]).toBe('the open escalation is resolved');
    expect(told.next).not.toMatch(/patient/);
  });

  it('says after the end how it ended, and promises nothing', () => {
    const left = fact('enrolment.withdrawn', '2026-11-30', { reason: 'x' });

    expect(card([...diagnosed('neuropathic'), left], at('2026-12-01'))).toEqual({
      where: 'Ended on 30 November 2026: the patient withdrew.',
      since: '',
      waits: null,
      held: null,
      beside: [],
      nextAt: null,
      next: null,
      wouldChange: [],
    });
  });
});

describe('the place in a track', () => {
  it('counts what the clinic does not offer only for whoever is in it', () => {
    const of = (stage: string, offered = {}) => positionOf(wholeRules(offered), { track: 'care', stage });

    expect(of('injection')).toEqual({ step: 5, of: 8 });
    expect(of('opioid-trial')).toEqual({ step: 5, of: 9 });
    expect(of('injection', { 'opioid-trial': true })).toEqual({ step: 6, of: 9 });
  });

  it('is not counted where a track has one stage', () => {
    expect(positionOf(rules, { track: 'monitoring', stage: 'watch' })).toBeNull();
  });
});
