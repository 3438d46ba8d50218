import fc from 'fast-check';
import { bandOf } from '../../../src/domain/instrument/range';
import { scoreTotal, totalFault } from '../../../src/domain/instrument/total';
import { shown } from '../../../src/domain/rules/thresholds';
import { meets } from '../../../src/domain/rules/leaves/score';
import { shippedInstrument, shippedInstruments } from '../../support/care/shipped';

const odi = shippedInstrument('odi');
const pcs = shippedInstrument('pcs');
const licensed = Object.values(shippedInstruments()).filter(({ entry }) => entry === 'total');

describe('a total entered by staff', () => {
  it.each([
    ['16 of 50', { total: 16, of: 50 }, { value: 32, raw: 320, band: 'moderate' }],
    ['16 of 45', { total: 16, of: 45 }, { value: 35.6, raw: 356, band: 'moderate' }],
    ['0 of 5', { total: 0, of: 5 }, { value: 0, raw: 0, band: 'minimal' }],
    ['a percentage with a decimal', { total: 40.9 }, { value: 40.9, raw: 409, band: 'moderate' }],
  ])('of ODI: %s', (_name, entry, expected) => {
    expect(scoreTotal(odi, entry)).toEqual({ score: 'odi', complete: true, ...expected });
  });

  it.each([
    ['above the range', pcs, { total: 53 }, 'it must be a whole number from 0 to 52'],
    ['below the range', pcs, { total: -1 }, 'it must be a whole number from 0 to 52'],
    ['half a point', pcs, { total: 12.5 }, 'it must be a whole number from 0 to 52'],
    ['no number', pcs, { total: Number.NaN }, 'it must be a whole number from 0 to 52'],
    ['no end', pcs, { total: Infinity }, 'it must be a whole number from 0 to 52'],
    ['points of a form with one range', pcs, { total: 12, of: 52 }, 'pcs has one fixed range: enter the total alone'],
    ['two decimals', odi, { total: 35.55 }, 'it must be a number with at most one decimal from 0 to 100'],
    ['more points than possible', odi, { total: 46, of: 45 }, 'it must be a whole number from 0 to 45'],
    [
      'half a section',
      odi,
      { total: 1, of: 12 },
      'the points possible must be 5 for each section answered, 50 at most',
    ],
    [
      'eleven sections',
      odi,
      { total: 1, of: 55 },
      'the points possible must be 5 for each section answered, 50 at most',
    ],
    ['no section', odi, { total: 0, of: 0 }, 'the points possible must be 5 for each section answered, 50 at most'],
    [
      'a form with items',
      shippedInstrument('peg'),
      { total: 7 },
      'peg is answered item by item: give an answer to each item, not a total',
    ],
  ])('is refused, never clamped: %s', (_name, instrument, entry, sentence) => {
    expect(totalFault(instrument, entry)).toBe(sentence);
    expect(() => scoreTotal(instrument, entry)).toThrow(`The total of ${instrument.id} cannot be taken: ${sentence}.`);
  });
});

describe('a threshold over a total with a decimal', () => {
  const rule = odi.scores[0];
  if (rule === undefined) throw new Error('odi has no score');

  it.each([
    [16, 45, 35.6, true],
    [16, 45, 35.5, false],
    [16, 50, 32, true],
  ])('%i of %i is at most %f: %s', (total, of, atMost, expected) => {
    const { raw } = scoreTotal(odi, { total, of });

    expect(meets({ atMost }, raw, rule)).toBe(expected);
  });

  it('is shown as it was entered', () => {
    expect([shown(356, rule), shown(320, rule)]).toEqual(['35.6', '32.0']);
  });
});

describe('licensed forms', () => {
  it('hold no text of an item', () => {
    expect(licensed.map(({ id }) => id)).toEqual([
      'dn4',
      'mme',
      'odi',
      'ort-oud',
      'paindetect',
      'pcs',
      'promis-pain-interference',
      'promis-physical-function',
      'pseq',
    ]);
    for (const { items } of licensed) expect(items).toEqual([]);
  });

  it('that count the other way say so', () => {
    const reversed = licensed.filter(({ scores }) => scores[0]?.direction === 'higher-is-better');

    expect(reversed.map(({ id }) => id)).toEqual(['promis-physical-function', 'pseq']);
  });

  it('take exactly the values of their range, as they are, each in one band', () => {
    const entries = fc
      .constantFrom(...licensed)
      .chain((instrument) => fc.integer({ min: -2000, max: 2000 }).map((tenths) => ({ instrument, tenths })));

    fc.assert(
      fc.property(entries, ({ instrument, tenths }) => {
        const rule = instrument.scores[0];
        const range = rule?.total;
        if (rule === undefined || range === undefined) throw new Error(`${instrument.id} has no range`);
        const total = tenths / 10;
        const fits = total >= range.min && total <= range.max && (range.decimals === 1 || Number.isInteger(total));

        expect(totalFault(instrument, { total }) === null).toBe(fits);
        if (!fits) return;
        const { value, raw, band } = scoreTotal(instrument, { total });
        expect(value).toBe(total);
        expect(Number.isInteger(raw)).toBe(true);
        expect(band).toBe(bandOf(rule, total));
        expect(band === undefined).toBe(rule.bands.length === 0);
      }),
    );
  });
});
