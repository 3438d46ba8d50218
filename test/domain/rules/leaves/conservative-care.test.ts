import { emptyHistory } from '../../../../src/domain/check-ins/history';
import type { Facts } from '../../../../src/domain/rules/evidence';
import { smallestChange } from '../../../../src/domain/rules/counterfactual';
import { evaluate, type Predicate } from '../../../../src/domain/rules/predicates';
import type { History } from '../../../../src/domain/words/history';
import { scoreRuleOf } from '../../../../src/domain/pathway/lookup';
import { shippedRules } from '../../../support/care/rules';

const rules = shippedRules();

const facts = (history: Partial<History>): Facts => ({
  at: 1000,
  today: '2027-05-21',
  since: '2026-11-20',
  startedOn: '2026-11-20',
  scores: {},
  baseline: {},
  recorded: [],
  missedInARow: {},
  history: { ...emptyHistory(), ...history },
  attendance: null,
  site: null,
  scoreRule: (score) => scoreRuleOf(rules, score),
});

const nerve: Predicate = { kind: 'tried', stage: 'medication-trial', classes: ['gabapentin', 'snri'] };
const out: Predicate = { kind: 'ruledOut', classes: ['gabapentin', 'snri'] };
const unable: Predicate = { kind: 'unable', to: 'therapy' };
const support: Predicate = { kind: 'support', reviewedBy: ['support-review'] };
const trialOf = (name: string, adequate: boolean | 'unknown'): Partial<History> => ({
  completed: [{ stage: 'x', kind: 'medication-trial', class: name, adequate, verdict: 'not-enough', at: 0 }],
});
const assessed = { recorded: ['psychology.assessed'] };

describe('the parts of conservative care', () => {
  it.each<[string, Predicate, Partial<History>, boolean | 'unknown']>([
    ['an adequate trial of a class that counts', nerve, trialOf('snri', true), true],
    ['a trial of it that was too short', nerve, trialOf('snri', false), false],
    ['a trial of which nobody can tell', nerve, trialOf('snri', 'unknown'), 'unknown'],
    ['an adequate trial of a class that does not count', nerve, trialOf('nsaid', true), false],
    ['no trial', nerve, {}, false],
    ['each class contraindicated', out, { contraindicated: ['gabapentin', 'snri'] }, true],
    [
      'one contraindicated, one declined',
      out,
      { contraindicated: ['snri'], declined: [{ class: 'gabapentin', at: 1 }] },
      true,
    ],
    ['one of them left', out, { contraindicated: ['snri'] }, false],
    ['therapy that is not possible', unable, { declined: [{ stage: null, unable: true, at: 1 }] }, true],
    [
      'therapy of which a clinician decided that it is not possible',
      { kind: 'unable', to: 'therapy', decidedAt: ['dropped'] },
      { decisions: [{ gate: 'dropped', choice: 'unable', at: 1 }] },
      true,
    ],
    [
      'therapy of which it was decided to go on',
      { kind: 'unable', to: 'therapy', decidedAt: ['dropped'] },
      { decisions: [{ gate: 'dropped', choice: 'approve', at: 1 }] },
      false,
    ],
    ['therapy that is not wanted', unable, { declined: [{ stage: null, at: 1 }] }, false],
    ['support that was begun and not reviewed', support, { ...assessed, support: { begunAt: 5 } }, false],
    [
      'support that was reviewed',
      support,
      { ...assessed, support: { begunAt: 5 }, decisions: [{ gate: 'support-review', choice: 'approve', at: 6 }] },
      true,
    ],
    [
      'a review from before the support',
      support,
      { ...assessed, support: { begunAt: 5 }, decisions: [{ gate: 'support-review', choice: 'approve', at: 4 }] },
      false,
    ],
    ['support that was not needed', support, { ...assessed, support: { begunAt: null } }, true],
    ['support that nobody has assessed the need for', support, {}, 'unknown'],
    ['an assessment whose outcome an older state did not keep', support, assessed, 'unknown'],
  ])('%s', (_title, predicate, history, truth) => {
    expect(evaluate(predicate, facts(history)).truth).toBe(truth);
  });

  it('say what would change them', () => {
    expect(smallestChange(nerve, facts({}))).toBe('an adequate medication-trial (gabapentin or snri)');
    expect(smallestChange(out, facts({}))).toBe('each of gabapentin and snri recorded as contraindicated or declined');
    expect(smallestChange(unable, facts({}))).toBe('recorded that the patient cannot take part in therapy');
  });

  it('say of what nobody recorded that it is not recorded, and never that there was none', () => {
    const [trial] = evaluate(nerve, facts({})).inputs;
    const weighed = evaluate({ kind: 'weighed', class: 'opioid', withinDays: 90 }, facts({}));

    expect(trial?.value).toBe('not recorded');
    expect(weighed).toMatchObject({ truth: false, inputs: [{ value: 'not recorded' }] });
    expect(evaluate(support, facts({}))).toMatchObject({
      inputs: [{ value: null }],
      missing: ['whether psychological support was begun'],
    });
  });

  it('tell what was done, when, and what is missing of it', () => {
    const done = {
      since: '2026-12-01',
      to: '2026-12-19',
      inputs: [{ name: 'whole weeks at target', value: 1 }],
      missing: ['2 more weeks at target dose level'],
    };
    const [one] = trialOf('snri', false).completed ?? [];

    expect(evaluate(nerve, facts({ completed: one ? [{ ...one, done }] : [] })).inputs[1]?.value).toBe(
      '2026-12-01 to 2026-12-19, whole weeks at target 1, missing 2 more weeks at target dose level',
    );
  });
});
