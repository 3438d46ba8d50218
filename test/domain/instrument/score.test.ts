import { scoreAnswers } from '../../../src/domain/instrument/score';
import { scoreTotal } from '../../../src/domain/instrument/total';
import type { Example, Instrument, Score, ScoreResult } from '../../../src/domain/instrument/types';
import { safetyInWords } from '../../../src/domain/escalation/safety';
import { answers, shippedInstrument, shippedInstruments } from '../../support/care/shipped';

const peg = shippedInstrument('peg');
const rmdq = shippedInstrument('rmdq-24');
const pgic = shippedInstrument('pgic');
const phq9 = shippedInstrument('phq-9');
const gad7 = shippedInstrument('gad-7');

function byName(scores: Score[], name: string): Score | undefined {
  return scores.find(({ score }) => score === name);
}

function worked(instrument: Instrument, { answers: given }: Example): ScoreResult[] {
  return instrument.entry === 'total'
    ? [scoreTotal(instrument, { total: given.total ?? NaN, of: given.of ?? undefined })]
    : scoreAnswers(instrument, given).scores;
}

const examples = Object.values(shippedInstruments()).flatMap((instrument) =>
  instrument.examples.map((example) => [`${instrument.id}: ${example.name}`, instrument, example] as const),
);
const banded = examples.flatMap(([name, instrument, example]) =>
  Object.entries(example.bands ?? {}).map(([score, band]) => [name, instrument, example, score, band] as const),
);
const watched = examples.filter(([, { items }]) => items.some(({ safety }) => safety));

describe('worked examples in the instrument files', () => {
  it.each(examples)('%s', (_name, instrument, example) => {
    const scores = worked(instrument, example);

    const computed = instrument.scores.map(({ score }) => [score, byName(scores, score)?.value ?? null]);
    expect(Object.fromEntries(computed)).toEqual(example.scores);
  });

  it.each(banded)('%s, in its band', (_name, instrument, example, score, band) => {
    expect(worked(instrument, example).find((each) => each.score === score)?.band).toBe(band);
  });

  it.each(watched)('%s, and its safety', (_name, instrument, example) => {
    expect(safetyInWords(instrument, example.answers)).toBe(example.safety ?? null);
  });

  it('reach both ends of every set of bands', () => {
    // The pain rating is worked out in nrs.yaml; PEG gives it beside its own score.
    const own = Object.values(shippedInstruments()).flatMap((instrument) =>
      instrument.scores
        .filter(({ bands }, index) => index === 0 && bands.length > 0)
        .map((rule) => [instrument, rule] as const),
    );

    for (const [instrument, { score, bands }] of own) {
      const reached = instrument.examples.map(({ bands: expected }) => expected?.[score]);
      expect(reached).toEqual(expect.arrayContaining([bands[0]?.name, bands.at(-1)?.name]));
    }
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
      { score: 'peg', raw: 21, value: 7, complete: true },
      { score: 'nrs', raw: 7, value: 7, band: 'severe', complete: true },
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

    expect(scores).toEqual([{ score: 'nrs', raw: 7, value: 7, band: 'severe', complete: true }]);
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

    expect(scores).toEqual([{ score: 'rmdq-24', raw: 2, value: 2, complete: true }]);
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

describe('a short form inside the long one', () => {
  it('goes on as the same score', () => {
    for (const [short, long] of [
      [shippedInstrument('phq-2'), phq9],
      [shippedInstrument('gad-2'), gad7],
    ] as const) {
      expect(scoreAnswers(long, answers(2, 1)).scores).toEqual(scoreAnswers(short, answers(2, 1)).scores);
    }
  });
});

describe('the pain rating', () => {
  it('is the same score alone and as the first item of PEG', () => {
    const alone = scoreAnswers(shippedInstrument('nrs'), { '1': 4 }).scores;

    expect(alone).toEqual(scoreAnswers(peg, { '1': 4 }).scores);
  });

  it.each([
    ['10 to 7 is exactly 30 %', 10, 7, true],
    ['7 to 5 is 28.6 %', 7, 5, false],
  ])('%s, told by whole numbers', (_name, before, after, responder) => {
    expect(10 * (before - after) >= 3 * before).toBe(responder);
  });
});

describe('PHQ-9 and GAD-7 with gaps', () => {
  it('let the mean of seven answers stand in for two: 12.86 is 13', () => {
    const { scores, missing, complete } = scoreAnswers(phq9, answers(2, 2, null, 2, 2, 1, 1, null, 0));

    expect(byName(scores, 'phq-9')).toEqual({
      score: 'phq-9',
      raw: 13,
      value: 13,
      band: 'moderate',
      complete: false,
      prorated: true,
    });
    expect({ missing, complete }).toEqual({ missing: ['3', '8'], complete: false });
  });

  it('treat what was not reached like what was skipped', () => {
    const { scores } = scoreAnswers(gad7, answers(2, 2, 1, 1, 1, 1));

    expect(byName(scores, 'gad-7')).toEqual({
      score: 'gad-7',
      raw: 9,
      value: 9,
      band: 'mild',
      complete: false,
      prorated: true,
    });
  });

  it.each([
    ['PHQ-9', phq9, answers(2, 2, null, 2, 2, null, 1, null, 0)],
    ['GAD-7', gad7, answers(2, 2, 1, 1, null, null, null)],
    ['PHQ-9 not begun', phq9, {}],
  ])('have no score after a third gap: %s', (_name, instrument, given) => {
    expect(byName(scoreAnswers(instrument, given).scores, instrument.id)).toBeUndefined();
  });

  it('do not count the question on difficulty, answered or not', () => {
    const nine = answers(1, 1, 1, 1, 1, 0, 0, 0, 0);

    expect(scoreAnswers(phq9, { ...nine, '10': 3 })).toEqual(scoreAnswers(phq9, nine));
    expect(scoreAnswers(phq9, nine)).toMatchObject({ complete: true, missing: [] });
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
