import { digest } from '../../../src/domain/step/digest';
import { explain } from '../../../src/domain/telling/explain';
import { cutShort, latestEnd } from '../../../src/domain/escalation/hold-ends';
import { journalIn } from '../../../src/domain/telling/journal-text';
import { refusal } from '../../../src/domain/facts/table';
import { DAY } from '../../../src/domain/words/time';
import { at, enrolled, london, numbered, type Fact } from '../../support/care/facts';
import { shippedRules } from '../../support/care/rules';

const rules = shippedRules();
const begun = at('2026-11-24');
const inTenYears = at('2036-11-24');

/** The sign that any shipped form lets a clinician record as known. */
const known = (days: number): Fact => ({
  type: 'flag.known',
  at: begun,
  data: { rule: 'red-flag.progressive-weakness', until: begun + days * DAY, reason: 'since 2019' },
});

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

  it('a sign is known for ninety days at most, whatever a form says', () => {
    const form = rules.instruments['red-flags'];
    if (!form?.known) throw new Error('the shipped form knows no known signs');
    const lax = { ...rules, instruments: { 'red-flags': { ...form, known: { ...form.known, atMostDays: 400 } } } };
    const started = digest(rules, null, numbered([enrolled]), { now: begun, observed: [] }).state;
    const refused = (days: number) => {
      const [fact] = numbered([known(days)], 2);
      return fact && (refusal(lax, started, fact)?.code ?? 'taken');
    };

    expect([refused(90), refused(91)]).toEqual(['taken', 'cannot-be-known']);
  });
});

describe('an explanation tells the end that counts', () => {
  const explained = (fact: Fact) => explain(rules, after(fact).state, begun);

  it('of an admission, in its sentence too', () => {
    const { summary, holds } = explained({ type: 'patient.admitted', at: begun, data: { reviewAt: inTenYears } });

    expect(summary).toMatch(/^In hospital; this is looked at again on 22 February 2027/);
    expect(holds).toEqual([
      { hold: 'admission', what: 'In hospital: nothing routine is asked', until: latestEnd('admission', begun) },
    ]);
  });

  it('of messages that wait', () => {
    const { holds } = explained({
      type: 'escalation.resolved',
      at: begun,
      data: { escalation: 'e', messages: { until: inTenYears } },
    });

    expect(holds).toEqual([
      { hold: 'pause', what: 'Paused: no routine messages', until: latestEnd('resolution', begun) },
    ]);
  });

  it('of a known sign, as the journal does', () => {
    const { entries } = after(known(30));
    const told = entries.find(({ what }) => what === 'flag.known');

    expect(explained(known(30)).holds[0]?.what).toMatch(/^Recorded as known: .*weak/);
    expect(explained(known(30)).holds).toMatchObject([{ hold: 'known flag', until: begun + 30 * DAY }]);
    expect(told && journalIn(london, rules.instruments)(told)).toContain('24 December 2026');
  });
});

describe('whoever asks for a hold that is cut is told so', () => {
  it('with the end that counts and the reason', () => {
    expect(cutShort('admission', inTenYears, begun)).toEqual({
      until: latestEnd('admission', begun),
      why: 'It ends after 90 days at the latest: it is asked again by then whether the patient is still in hospital.',
    });
    expect(cutShort('resolution', begun + 90 * DAY + 1, begun)?.until).toBe(begun + 90 * DAY);
  });

  it('and hears nothing where it is not', () => {
    expect(cutShort('resolution', begun + 90 * DAY, begun)).toBeNull();
  });
});
