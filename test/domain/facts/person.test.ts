import { plan } from '../../../src/domain/check-ins/plan';
import { at, reachable, type Fact } from '../../support/care/facts';
import { shippedRules } from '../../support/care/rules';
import { play } from '../../support/care/scripted-patient';
import { fact, injected, playWhole, tasksOf, towardsInjection, wholeRules } from '../../support/care/whole';

const whole = wholeRules();
const rules = shippedRules();

describe('an open safety check-in', () => {
  it('is rung about at once when the address is taken away', () => {
    const gone = fact('contact.changed', '2026-12-22', { reach: { ...reachable, hasEmail: false } }, '10:00');
    const facts = [...towardsInjection, ...injected('2026-12-21'), gone];

    const before = playWhole(facts.slice(0, -1), at('2026-12-22', '10:00'), whole);
    const after = playWhole(facts, at('2026-12-22', '10:00'), whole);

    expect(tasksOf(before)).not.toContain('safety-call');
    expect(after.effects).toContainEqual(
      expect.objectContaining({ task: 'safety-call', dueAt: at('2026-12-22', '17:00') }),
    );
  });
});

describe('a new address', () => {
  const moved = (date: string): Fact => ({
    type: 'contact.changed',
    at: at(date, '11:00'),
    data: { reach: reachable, newAddress: true },
  });
  const mails = (facts: Fact[], until: number) => {
    const { state } = play(rules, [], { until, facts });
    return plan(rules, state, until).map(({ messages }) => messages.map(({ key, dueAt }) => ({ key, dueAt })));
  };

  // The first check-in opened on Saturday, 21 November, at nine; reminders would come after days of its own.
  it('is asked what is open, with reminders that count from then', () => {
    const [before] = mails([], at('2026-11-23', '11:00'));
    const [after] = mails([moved('2026-11-23')], at('2026-11-23', '11:00'));

    const shift = at('2026-11-23') - at('2026-11-21');
    const wanted = (before ?? []).map(({ key, dueAt }) => ({ key: `${key}/again-1`, dueAt: dueAt + shift }));
    expect(after?.[0]?.key).toBe(wanted[0]?.key);
    expect(after?.[0]?.dueAt).toBeGreaterThanOrEqual(at('2026-11-23', '11:00'));
    expect(after?.slice(1)).toEqual(wanted.slice(1));
  });

  it('changed twice is asked twice, each time under a name of its own', () => {
    const [after] = mails([moved('2026-11-22'), moved('2026-11-23')], at('2026-11-23', '11:00'));

    expect(after?.map(({ key }) => key.slice(key.lastIndexOf('/')))).toEqual(['/again-2', '/again-2', '/again-2']);
  });

  it('begins with no silence of its own', () => {
    const until = at('2026-11-29', '12:00');
    const silent = play(rules, [], { until, facts: [] });
    const heard = play(rules, [], { until, facts: [moved('2026-11-29')] });

    expect(Object.values(silent.state.missedInARow)).toEqual([1]);
    expect(heard.state.missedInARow).toEqual({});
  });

  it('changes nothing of what is asked later', () => {
    const later = (facts: Fact[]) => mails(facts, at('2026-12-10', '12:00')).slice(2);

    expect(later([moved('2026-11-23')])).toEqual(later([]));
  });
});
