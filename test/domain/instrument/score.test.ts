import { scoreAnswers } from '../../../src/domain/instrument/score';
import type { Score } from '../../../src/domain/instrument/types';
import { answers, shippedInstrument, shippedInstruments } from '../../support/shipped';

const peg = shippedInstrument('peg');
const rmdq = shippedInstrument('rmdq-24');
const pgic = shippedInstrument('pgic');

function byName(scores: Score[], name: string): Score | undefined {
  return scores.find(({ score }) => score === name);
}

const examples = Object.values(shippedInstruments()).flatMap((instrument) =>
  instrument.examples.map((example) => [`${instrument.id}: ${example.name}`, instrument, example] as const),
);

describe('worked examples in the instrument files', () => {
  it.each(examples)('%s', (_name, instrument, example) => {
    const { scores } = scoreAnswers(instrument, example.answers);

    const computed = instrument.scores.map(({ score }) => [score, byName(scores, score)?.value ?? null]);
    expect(Object.fromEntries(computed)).toEqual(example.scores);
  });

  it('cover every score of every instrument', () => {
    for (const instrument of Object.values(shippedInstruments())) {
      for (const { score } of instrument.scores) {
        expect(instrument.examples.some((example) => typeof example.scores[score] === 'number')).toBe(true);
      }
    }
  });
});

describe('PEG', () => {
  it('gives 7, 8 and 6 the mean 7.0 over the sum 21', () => {
    const { scores, missing, complete } = scoreAnswers(peg, answers(7, 8, 6));

    expect(scores).toEqual([
      { score: 'peg', raw: 21, value: 7 },
      { score: 'nrs', raw: 7, value: 7 },
    ]);
    expect({ missing, complete }).toEqual({ missing: [], complete: true });
  });

  it.each([
    ['21 to 14 is a third less', 14, true],
    ['21 to 15 is 28.6 % less', 15, false],
  ])('%s, told by the raw sums alone', (_name, sum, responder) => {
    const before = byName(scoreAnswers(peg, answers(7, 7, 7)).scores, 'peg')?.raw ?? NaN;
    const after = byName(scoreAnswers(peg, answers(sum - 10, 5, 5)).scores, 'peg')?.raw ?? NaN;

    expect(10 * (before - after) >= 3 * before).toBe(responder);
  });

  it.each([
    [answers(5, 5, 4), 4.7],
    [answers(1, 0, 0), 0.3],
    [answers(10, 10, 9), 9.7],
  ])('is shown to one decimal (%j)', (given, shown) => {
    expect(byName(scoreAnswers(peg, given).scores, 'peg')?.value).toBe(shown);
  });

  it('keeps the pain rating when a later item is skipped', () => {
    const { scores, missing, complete } = scoreAnswers(peg, answers(7, null, 6));

    expect(scores.map(({ score }) => score)).toEqual(['nrs']);
    expect({ missing, complete }).toEqual({ missing: ['2'], complete: false });
  });

  it('treats an item that was not reached like a skipped one', () => {
    const { scores, missing } = scoreAnswers(peg, { '1': 7 });

    expect(scores).toEqual([{ score: 'nrs', raw: 7, value: 7 }]);
    expect(missing).toEqual(['2', '3']);
  });
});

describe('RMDQ-24', () => {
  it.each([
    [14, 9, 5, true],
    [12, 9, 3, false],
    [6, 4, 2, true],
  ])('counts %i and %i ticks: %i fewer, 30 %% reached is %s', (before, after, fewer, responder) => {
    const ticks = (count: number) => answers(...Array.from({ length: 24 }, (_, index) => (index < count ? 1 : 0)));
    const first = scoreAnswers(rmdq, ticks(before)).scores[0]?.raw ?? NaN;
    const second = scoreAnswers(rmdq, ticks(after)).scores[0]?.raw ?? NaN;

    expect(first - second).toBe(fewer);
    expect(10 * (first - second) >= 3 * first).toBe(responder);
  });

  it('counts untouched boxes as 0 once the page was saved', () => {
    const { scores, complete } = scoreAnswers(rmdq, { '3': 1, '20': 1 });

    expect(scores).toEqual([{ score: 'rmdq-24', raw: 2, value: 2 }]);
    expect(complete).toBe(true);
  });

  it('has no score when the page was never saved', () => {
    const { scores, missing } = scoreAnswers(rmdq, {});

    expect(scores).toEqual([]);
    expect(missing).toHaveLength(24);
  });

  it('has no score when the page was skipped', () => {
    const skipped = answers(...Array.from({ length: 24 }, () => null));

    expect(scoreAnswers(rmdq, skipped).scores).toEqual([]);
  });
});

describe('an answer the form does not have', () => {
  it.each([
    ['above the scale', peg, { '1': 11, '2': 0, '3': 0 }, /item 1 of peg .*from 0 to 10/],
    ['below the scale', peg, { '1': -1, '2': 0, '3': 0 }, /item 1 of peg/],
    ['between two numbers', peg, { '1': 6.5, '2': 0, '3': 0 }, /item 1 of peg/],
    ['not a number', peg, { '1': Number.NaN, '2': 0, '3': 0 }, /item 1 of peg/],
    ['no choice of the seven', pgic, { '1': 8 }, /item 1 of pgic .*one of the answers/],
    ['ticked twice', rmdq, { '1': 2 }, /item 1 of rmdq-24/],
    ['of an item that does not exist', peg, { '1': 1, '2': 1, '3': 1, '4': 1 }, /item 4 of peg .*no such item/],
  ])('is refused, never clamped: %s', (_name, instrument, given, message) => {
    expect(() => scoreAnswers(instrument, given)).toThrow(message);
  });
});
