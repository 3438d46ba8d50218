import { urgentEffects } from '../../../src/domain/facts/table';
import { at } from '../../support/care/facts';
import { fact, playWhole, wholeRules } from '../../support/care/whole';

const rules = wholeRules();
const NOON = at('2026-12-01', '12:00');

type Raised = { tier: string; class: string; rule: string };
const raised = (
  type: 'adverse-event.recorded' | 'pregnancy.changed' | 'examination.recorded',
  data: object,
): Raised[] =>
  urgentEffects({ type, data, seq: 1 }).flatMap((effect) =>
    effect.type === 'raise-escalation' ? [{ tier: effect.tier, class: effect.class, rule: effect.rule }] : [],
  );

describe('an adverse event', () => {
  it('that is severe is for somebody today, by what it came of', () => {
    const rule = 'adverse-event.severe';
    expect(raised('adverse-event.recorded', { of: 'medicine', severity: 'severe' })).toEqual([
      { tier: 'today', class: 'medication', rule },
    ]);
    expect(raised('adverse-event.recorded', { of: 'operation', severity: 'severe' })).toEqual([
      { tier: 'today', class: 'spine', rule },
    ]);
  });

  it.each(['mild', 'moderate'])('that is %s wakes nobody', (severity) => {
    expect(raised('adverse-event.recorded', { of: 'medicine', severity })).toEqual([]);
  });
});

describe('a pregnancy', () => {
  it('has medicines and procedures looked at the same day; no and unknown do not', () => {
    expect(raised('pregnancy.changed', { pregnant: 'yes' })).toEqual([
      { tier: 'today', class: 'medication', rule: 'pregnancy.yes' },
    ]);
    for (const pregnant of ['no', 'unknown']) expect(raised('pregnancy.changed', { pregnant })).toEqual([]);
  });

  it('is known from then on, and its end as well', () => {
    const yes = fact('pregnancy.changed', '2026-11-25', { pregnant: 'yes', dueOn: '2027-06-01' });
    const no = fact('pregnancy.changed', '2026-11-27', { pregnant: 'no' });

    expect(playWhole([], NOON, rules).state.history.pregnant).toBeUndefined();
    expect(playWhole([yes], NOON, rules).state.history.pregnant?.answer).toBe('yes');
    expect(playWhole([yes, no], NOON, rules).state.history.pregnant?.answer).toBe('no');
  });
});

describe('an examination by site', () => {
  it('counts its worst site, whatever stands above the list', () => {
    const sites = [
      { site: 'left-leg', deficit: 'stable' },
      { site: 'right-leg', deficit: 'progressive' },
    ];
    expect(raised('examination.recorded', { deficit: 'stable', sites })).toMatchObject([{ tier: 'now' }]);
    expect(raised('examination.recorded', { deficit: 'stable', sites: sites.slice(0, 1) })).toEqual([]);
  });
});
