import fc from 'fast-check';
import { scoreAnswers } from '../../../src/domain/instrument/score';
import type { Answers, Instrument, Item } from '../../../src/domain/instrument/types';
import { shippedInstruments } from '../../support/shipped';

const instruments = Object.values(shippedInstruments());

function values(item: Item): number[] {
  const { answering } = item;
  if (answering.type === 'choice') return answering.options.map(({ value }) => value);
  if (answering.type === 'tick') return [0, 1];
  return Array.from({ length: answering.max - answering.min + 1 }, (_, index) => answering.min + index);
}

function answered(instrument: Instrument): fc.Arbitrary<Record<string, number>> {
  return fc.record(Object.fromEntries(instrument.items.map((item) => [item.id, fc.constantFrom(...values(item))])));
}

const complete = fc
  .constantFrom(...instruments)
  .chain((instrument) => answered(instrument).map((given) => ({ instrument, given })));

function ends(instrument: Instrument, ids: string[], pick: (all: number[]) => number): number {
  const items = instrument.items.filter((item) => ids.includes(item.id));
  return items.reduce((sum, item) => sum + pick(values(item)), 0);
}

describe('scores of complete answers', () => {
  it('lie within the range of their items and are whole underneath', () => {
    fc.assert(
      fc.property(complete, ({ instrument, given }) => {
        const { scores } = scoreAnswers(instrument, given);

        expect(scores).toHaveLength(instrument.scores.length);
        instrument.scores.forEach(({ items, method }, index) => {
          const { raw, value } = scores[index] ?? { raw: NaN, value: NaN };
          const count = method === 'mean' ? items.length : 1;
          expect(Number.isInteger(raw)).toBe(true);
          expect(raw).toBeGreaterThanOrEqual(ends(instrument, items, (all) => Math.min(...all)));
          expect(raw).toBeLessThanOrEqual(ends(instrument, items, (all) => Math.max(...all)));
          expect(Math.abs(value - raw / count)).toBeLessThanOrEqual(0.05 + 1e-9);
          expect(Number(value.toFixed(1))).toBe(value);
        });
      }),
    );
  });

  it('never fall when one answer rises', () => {
    const rising = complete.chain(({ instrument, given }) =>
      fc.constantFrom(...instrument.items).chain((item) =>
        fc.constantFrom(...values(item)).map((value) => ({
          instrument,
          given,
          higher: { ...given, [item.id]: Math.max(value, given[item.id] ?? value) },
        })),
      ),
    );

    fc.assert(
      fc.property(rising, ({ instrument, given, higher }) => {
        const before = scoreAnswers(instrument, given).scores;
        const after = scoreAnswers(instrument, higher).scores;

        before.forEach((score, index) => {
          expect(after[index]?.raw).toBeGreaterThanOrEqual(score.raw);
          expect(after[index]?.value).toBeGreaterThanOrEqual(score.value);
        });
      }),
    );
  });
});

describe('a skipped item', () => {
  it('takes away exactly the scores that need it', () => {
    const gaps = complete.chain(({ instrument, given }) =>
      fc.subarray(instrument.items.map(({ id }) => id)).map((skipped) => {
        const withGaps: Answers = { ...given, ...Object.fromEntries(skipped.map((id) => [id, null])) };
        return { instrument, given, withGaps, skipped };
      }),
    );

    fc.assert(
      fc.property(gaps, ({ instrument, given, withGaps, skipped }) => {
        const whole = scoreAnswers(instrument, given).scores;
        const { scores, missing, complete: isComplete } = scoreAnswers(instrument, withGaps);

        const untouched = instrument.scores.filter(({ items }) => !items.some((id) => skipped.includes(id)));
        expect(scores).toEqual(whole.filter(({ score }) => untouched.some((rule) => rule.score === score)));
        expect(missing).toEqual(skipped);
        expect(isComplete).toBe(skipped.length === 0);
      }),
    );
  });
});
