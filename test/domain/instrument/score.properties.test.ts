import fc from 'fast-check';
import { bandOf, scoreRange } from '../../../src/domain/instrument/range';
import { scoreAnswers } from '../../../src/domain/instrument/score';
import type { Answers, Instrument, Item } from '../../../src/domain/instrument/types';
import { shippedInstruments } from '../../support/care/shipped';

// Forms entered as a total have their own properties in total.test.ts.
const instruments = Object.values(shippedInstruments()).filter(({ entry }) => entry === 'items');
const everyScore = Object.values(shippedInstruments()).flatMap((instrument) =>
  instrument.scores.map((rule) => [`${rule.score} of ${instrument.id}`, instrument, rule] as const),
);

function values(item: Item): number[] {
  const { answering } = item;
  switch (answering.type) {
    case 'choice':
      return answering.options.map(({ value }) => value);
    case 'tick':
      return [0, 1];
    case 'flag':
      return [0, 1, 2];
    case 'scale':
      return Array.from({ length: answering.max - answering.min + 1 }, (_, index) => answering.min + index);
  }
}

function answered(instrument: Instrument): fc.Arbitrary<Record<string, number>> {
  return fc.record(Object.fromEntries(instrument.items.map((item) => [item.id, fc.constantFrom(...values(item))])));
}

const complete = fc
  .constantFrom(...instruments)
  .chain((instrument) => answered(instrument).map((given) => ({ instrument, given })));

const withGaps = complete.chain(({ instrument, given }) =>
  fc.subarray(instrument.items.map(({ id }) => id)).map((skipped) => {
    const gaps: Answers = { ...given, ...Object.fromEntries(skipped.map((id) => [id, null])) };
    return { instrument, given, gaps, skipped };
  }),
);

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

describe('the direction of a score', () => {
  it('is the other way round only where more is more of something good', () => {
    const reversed = everyScore.filter(([, , { direction }]) => direction === 'higher-is-better');

    expect(reversed.map(([, , { score }]) => score)).toEqual([
      'home-programme',
      'medicine-adherence',
      'promis-physical-function',
      'pseq',
    ]);
  });
});

describe('skipped items', () => {
  it('take away exactly the scores whose rule allows no such gap', () => {
    fc.assert(
      fc.property(withGaps, ({ instrument, gaps, skipped }) => {
        const { scores, missing, complete: isComplete } = scoreAnswers(instrument, gaps);

        const left = instrument.scores.filter(({ items, missing: rule }) => {
          const count = items.filter((id) => skipped.includes(id)).length;
          return count < items.length && count <= (rule === 'none-allowed' ? 0 : rule.prorate.atMost);
        });
        expect(scores.map(({ score }) => score)).toEqual(left.map(({ score }) => score));
        expect(missing).toEqual(skipped.filter((id) => !instrument.items.find((item) => item.id === id)?.unscored));
        expect(isComplete).toBe(missing.length === 0);
      }),
    );
  });

  it('are filled up within the range, between the least and the most they could have been', () => {
    fc.assert(
      fc.property(withGaps, ({ instrument, gaps }) => {
        for (const result of scoreAnswers(instrument, gaps).scores) {
          const rule = instrument.scores.find(({ score }) => score === result.score);
          if (rule === undefined) throw new Error('a score without a rule');
          const { min, max } = scoreRange(instrument, rule);
          const open = rule.items.filter((id) => gaps[id] === null);
          const known = rule.items.reduce((sum, id) => sum + (gaps[id] ?? 0), 0);

          expect(result.value).toBeGreaterThanOrEqual(min);
          expect(result.value).toBeLessThanOrEqual(max);
          expect(result.raw).toBeGreaterThanOrEqual(known + ends(instrument, open, (all) => Math.min(...all)));
          expect(result.raw).toBeLessThanOrEqual(known + ends(instrument, open, (all) => Math.max(...all)));
          expect([result.complete, result.prorated]).toEqual(open.length === 0 ? [true, undefined] : [false, true]);
        }
      }),
    );
  });
});

describe('bands', () => {
  it.each(everyScore)('give every value of %s one name, in order', (_name, instrument, rule) => {
    const { min, max } = scoreRange(instrument, rule);
    const tenths = Array.from({ length: Math.round((max - min) * 10) + 1 }, (_, index) => min + index / 10);

    const names = tenths.map((value) => bandOf(rule, value));

    const inOrder = names.filter((name, index) => name !== names[index - 1]);
    expect(inOrder).toEqual(rule.bands.length === 0 ? [undefined] : rule.bands.map(({ name }) => name));
  });

  it.each([
    ['phq-9', [0, 4, 'none'], [5, 9, 'mild'], [10, 14, 'moderate'], [15, 19, 'moderately severe'], [20, 27, 'severe']],
    ['gad-7', [0, 4, 'minimal'], [5, 9, 'mild'], [10, 14, 'moderate'], [15, 21, 'severe']],
    ['nrs', [0, 0, 'none'], [1, 3, 'mild'], [4, 6, 'moderate'], [7, 10, 'severe']],
    ['odi', [0, 20, 'minimal'], [21, 40, 'moderate'], [41, 60, 'severe'], [61, 80, 'crippled'], [81, 100, 'bed-bound']],
  ] as [string, ...[number, number, string][]][])('of %s are the published ones', (score, ...published) => {
    const [, , rule] = everyScore.find(([, , each]) => each.score === score) ?? [];
    if (rule === undefined) throw new Error(`${score} is not shipped`);

    for (const [from, to, name] of published) expect([bandOf(rule, from), bandOf(rule, to)]).toEqual([name, name]);
  });
});
