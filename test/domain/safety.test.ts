import fc from 'fast-check';
import type { Instrument } from '../../src/domain/instrument/types';
import { safetySignals } from '../../src/domain/safety';
import { answers, shippedInstrument } from '../support/shipped';

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

  it('leaves out only the rules already raised by these answers', () => {
    const raised = safetySignals(redFlags, { ...none, '1': 1, '6': 1 }, ['red-flag.saddle-numbness']);

    expect(raised.map(({ rule }) => rule)).toEqual(['red-flag.progressive-weakness']);
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
      expect(safety?.help).toBe(safety?.tier === 'now' ? 'emergency' : 'ring-today');
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
