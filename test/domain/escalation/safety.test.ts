import fc from 'fast-check';
import type { Instrument } from '../../../src/domain/instrument/types';
import { helpPages, safetyInWords, safetySignals, safetyUnknowns } from '../../../src/domain/escalation/safety';
import { answers, shippedInstrument } from '../../support/care/shipped';

const redFlags = shippedInstrument('red-flags');
const none = answers(...redFlags.items.map(() => 0));
const allTicked = answers(...redFlags.items.map(() => 1));

/** An item like PHQ-9 item 9, where the degree of the answer matters. */
const graded: Instrument = {
  ...redFlags,
  presentation: 'item',
  items: [
    {
      id: '1',
      text: 'How often?',
      answering: { type: 'scale', min: 0, max: 3, minLabel: 'Never', maxLabel: 'Always' },
      safety: { rule: 'test.often', class: 'mental-health', tier: 'now', from: 2, help: 'emergency' },
    },
    {
      id: '2',
      text: 'Another question',
      answering: { type: 'scale', min: 0, max: 3, minLabel: 'Never', maxLabel: 'Always' },
    },
  ],
};

describe('safetySignals', () => {
  it('says who is told and what the patient sees', () => {
    expect(safetySignals(redFlags, { ...none, '1': 1 }, [])).toEqual([
      { item: '1', rule: 'red-flag.saddle-numbness', class: 'spine', tier: 'now', help: 'emergency' },
    ]);
  });

  it('is silent when none of the lines apply', () => {
    expect(safetySignals(redFlags, none, [])).toEqual([]);
  });

  it.each([
    ['skipped', answers(...redFlags.items.map(() => null))],
    ['not reached', {}],
  ])('makes no signal of a line that was %s', (_name, given) => {
    expect(safetySignals(redFlags, given, [])).toEqual([]);
  });

  it('puts what is urgent first, whatever the order of the lines', () => {
    const tiers = safetySignals({ ...redFlags, items: redFlags.items.toReversed() }, allTicked, []).map(
      ({ tier }) => tier,
    );

    expect(tiers).toHaveLength(redFlags.items.length);
    expect(tiers).toEqual([...tiers.filter((tier) => tier === 'now'), ...tiers.filter((tier) => tier === 'today')]);
  });

  it.each([
    [0, 0],
    [1, 0],
    [2, 1],
    [3, 1],
  ])('meets a rule from its threshold on (answer %i: %i signals)', (value, count) => {
    expect(safetySignals(graded, { '1': value, '2': 3 }, [])).toHaveLength(count);
  });

  it('raises every ticked line and no other', () => {
    fc.assert(
      fc.property(fc.subarray(redFlags.items.map(({ id }) => id)), (ticked) => {
        const given = { ...none, ...Object.fromEntries(ticked.map((id) => [id, 1])) };

        const signalled = safetySignals(redFlags, given, []).map(({ item }) => item);

        expect(signalled.toSorted()).toEqual(ticked.toSorted());
      }),
    );
  });
});

describe('the shipped safety questions', () => {
  it('each hold a rule of their own', () => {
    const rules = redFlags.items.map(({ safety }) => safety?.rule);

    expect(rules).not.toContain(undefined);
    expect(new Set(rules).size).toBe(redFlags.items.length);
  });

  it('send to emergency care exactly when a clinician is woken', () => {
    for (const { safety } of redFlags.items)
      expect(['emergency', 'infection'].includes(safety?.help ?? '')).toBe(safety?.tier === 'now');
  });

  it.each([
    ['red-flag.saddle-numbness', 'now', 'spine'],
    ['red-flag.bladder-change', 'now', 'spine'],
    ['red-flag.bowel-change', 'now', 'spine'],
    ['red-flag.sexual-function-change', 'now', 'spine'],
    ['red-flag.both-legs', 'now', 'spine'],
    ['red-flag.progressive-weakness', 'now', 'spine'],
    ['red-flag.fever', 'now', 'infection'],
    ['red-flag.wound', 'now', 'infection'],
    ['red-flag.night-pain', 'today', 'spine'],
    ['red-flag.weight-loss', 'today', 'spine'],
    ['red-flag.trauma', 'today', 'spine'],
  ])('%s is tier %s for %s', (rule, tier, signalClass) => {
    const found = redFlags.items.find(({ safety }) => safety?.rule === rule)?.safety;

    expect([found?.tier, found?.class]).toEqual([tier, signalClass]);
  });
});

describe('a sign recorded as known', () => {
  const weakness = 'red-flag.progressive-weakness';
  const nightPain = 'red-flag.night-pain';
  const saddle = 'red-flag.saddle-numbness';

  it.each([
    ['as usual', 2, { tier: 'today', help: 'ring-today', known: 'as-usual' }],
    ['worse than usual', 1, { tier: 'now', help: 'emergency', known: 'worse' }],
  ])('is answered %s', (_words, answer, expected) => {
    expect(safetySignals(redFlags, { ...none, '6': answer }, [weakness])).toMatchObject([
      { rule: weakness, ...expected },
    ]);
  });

  it('wakes a clinician when worse, also where it would not if new', () => {
    expect(safetySignals(redFlags, { ...none, '9': 1 }, [])).toMatchObject([{ rule: nightPain, tier: 'today' }]);
    expect(safetySignals(redFlags, { ...none, '9': 1 }, [nightPain])).toMatchObject([
      { rule: nightPain, tier: 'now', help: 'ring-today' },
    ]);
  });

  it('is new again when nobody recorded it, or the record ran out', () => {
    expect(safetySignals(redFlags, { ...none, '6': 2 }, [])).toMatchObject([{ rule: weakness, tier: 'now' }]);
  });

  it('in both legs is answered as any other, and as new where no clinician recorded it', () => {
    const legs = (answer: number, known: string[]) => safetySignals(redFlags, { ...none, '5': answer }, known);
    const rule = 'red-flag.both-legs';

    expect(legs(2, [rule])).toMatchObject([{ rule, tier: 'today', help: 'ring-today', known: 'as-usual' }]);
    expect(legs(1, [rule])).toMatchObject([{ rule, tier: 'now', help: 'emergency', known: 'worse' }]);
    expect(legs(2, [])).toMatchObject([{ rule, tier: 'now', help: 'emergency' }]);
  });

  it('changes nothing for the other signs of cauda equina, whatever stands on record', () => {
    const rules = redFlags.items.slice(0, 4).map(({ safety }) => safety?.rule ?? '');

    for (const [index, rule] of rules.entries()) {
      for (const answer of [1, 2]) {
        expect(safetySignals(redFlags, { ...none, [String(index + 1)]: answer }, rules)).toEqual(
          safetySignals(redFlags, { ...none, [String(index + 1)]: answer }, []),
        );
      }
      expect(safetySignals(redFlags, { ...none, [String(index + 1)]: 2 }, rules)).toMatchObject([
        { rule, tier: 'now' },
      ]);
    }
    expect(rules).toContain(saddle);
  });

  it('is never silenced: every line that is not "no" makes a signal', () => {
    const rules = redFlags.items.map(({ safety }) => safety?.rule ?? '');
    const given = fc.record(Object.fromEntries(redFlags.items.map(({ id }) => [id, fc.constantFrom(0, 1, 2)])));

    fc.assert(
      fc.property(given, fc.subarray(rules), (answered, known) => {
        const signalled = safetySignals(redFlags, answered, known).map(({ item }) => item);

        expect(signalled.toSorted()).toEqual(
          Object.keys(answered)
            .filter((id) => answered[id] !== 0)
            .toSorted(),
        );
      }),
    );
  });
});

describe('PHQ-9 item 9', () => {
  const phq9 = shippedInstrument('phq-9');

  it.each([
    [1, 'same-day'],
    [2, 'immediate'],
    [3, 'immediate'],
  ])('at %i is tier now by the policy %s', (value, policy) => {
    expect(safetySignals(phq9, { '9': value }, [])).toEqual([
      { item: '9', rule: 'phq-9.item-9', class: 'mental-health', tier: 'now', policy, help: 'crisis' },
    ]);
  });

  it('at 0 is no signal and no open question', () => {
    const given = answers(3, 3, 3, 3, 3, 3, 3, 3, 0);

    expect(safetySignals(phq9, given, [])).toEqual([]);
    expect(safetyUnknowns(phq9, given)).toEqual([]);
    expect(safetyInWords(phq9, given)).toBeNull();
  });

  it('stays tier now whatever is recorded as known', () => {
    expect(safetySignals(phq9, { '9': 1 }, ['phq-9.item-9'])).toMatchObject([{ tier: 'now', policy: 'same-day' }]);
  });

  it.each([
    ['skipped', answers(0, 0, 0, 0, 0, 0, 0, 0, null)],
    ['not reached', answers(0, 0, 0)],
    ['skipped with all the rest', answers(...Array.from({ length: 9 }, () => null))],
  ])('is asked by a person when %s', (_name, given) => {
    expect(safetyUnknowns(phq9, given)).toEqual([{ item: '9', rule: 'phq-9.item-9', class: 'mental-health' }]);
    expect(safetyInWords(phq9, given)).toBe('unknown, ask');
  });

  it('is asked of a form that was left out, too', () => {
    expect(safetyUnknowns(phq9, {})).toHaveLength(1);
  });

  it('is one line of many: each line of a safety page that was skipped is not known', () => {
    expect(safetyUnknowns(redFlags, { '1': null })).toHaveLength(redFlags.items.length);
    expect(safetyUnknowns(redFlags, { ...none, '1': null })).toEqual([
      { item: '1', rule: 'red-flag.saddle-numbness', class: 'spine' },
    ]);
  });
});

describe('helpPages', () => {
  it('names every page a form can show, also those of known signs', () => {
    expect(helpPages(redFlags).toSorted()).toEqual(['emergency', 'infection', 'ring-today']);
    expect(helpPages(shippedInstrument('phq-9'))).toEqual(['crisis']);
    expect(helpPages(shippedInstrument('peg'))).toEqual([]);
  });
});
