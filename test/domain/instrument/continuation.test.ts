import fc from 'fast-check';
import { continuation } from '../../../src/domain/instrument/item';
import { scoreAnswers } from '../../../src/domain/instrument/score';
import { answers, shippedInstrument, shippedInstruments } from '../../support/care/shipped';

const phq2 = shippedInstrument('phq-2');
const gad2 = shippedInstrument('gad-2');

describe('continuation', () => {
  it.each([
    ['PHQ-2 at 3', phq2, answers(2, 1), 'phq-9'],
    ['PHQ-2 at its most', phq2, answers(3, 3), 'phq-9'],
    ['GAD-2 at 3', gad2, answers(0, 3), 'gad-7'],
    ['PHQ-2 at 3 by one item, the other skipped', phq2, answers(3, null), 'phq-9'],
    ['PHQ-2 at 3 by the item reached', phq2, answers(3), 'phq-9'],
  ])('goes on into the long form: %s', (_name, instrument, given, into) => {
    expect(continuation(instrument, given)).toEqual({ instrument: into, carried: given });
  });

  it.each([
    ['PHQ-2 at 2', phq2, answers(1, 1)],
    ['PHQ-2 below 3 with a skip', phq2, answers(2, null)],
    ['nothing answered', phq2, {}],
    ['a form without a long one', shippedInstrument('peg'), answers(10, 10, 10)],
  ])('is none: %s', (_name, instrument, given) => {
    expect(continuation(instrument, given)).toBeNull();
  });

  it('carries answers that the long form scores as its own', () => {
    const cases = fc
      .constantFrom(phq2, gad2)
      .chain((short) =>
        fc.tuple(fc.constantFrom(0, 1, 2, 3), fc.constantFrom(0, 1, 2, 3)).map(([one, two]) => ({ short, one, two })),
      );

    fc.assert(
      fc.property(cases, ({ short, one, two }) => {
        const next = continuation(short, answers(one, two));

        expect(next !== null).toBe(one + two >= 3);
        if (next === null) return;
        const long = shippedInstruments()[next.instrument];
        if (long === undefined) throw new Error(`${next.instrument} is not shipped`);
        const rest = Object.fromEntries(long.items.slice(2).map(({ id }) => [id, 0]));
        expect(scoreAnswers(long, { ...rest, ...next.carried }).scores[0]?.value).toBe(one + two);
      }),
      { numRuns: 32 },
    );
  });
});
