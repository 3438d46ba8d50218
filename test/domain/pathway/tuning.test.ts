import { numberAt, tunedPathway } from '../../../src/domain/pathway/tuning';
import type { Pathway } from '../../../src/domain/pathway/types';
import { shippedRules } from '../../support/care/rules';

const { pathway: asWritten, clinic } = shippedRules();
const id = 'care/neuropathic-trial/startWithinDays';
const pathway: Pathway = {
  ...asWritten,
  tunable: [
    { id, min: 7, max: 28 },
    { id: 'checkIns/weekly/windowDays', min: 5, max: 7 },
    { id: 'care/neuropathic-trial/adequacy/1/weeks', min: 2, max: 6 },
  ],
};
const tuned = (values: Record<string, number>): Pathway =>
  tunedPathway(pathway, { ...clinic, tuned: { [pathway.id]: values } });

describe('numbers a clinic sets for itself', () => {
  it('hold in its own rules and leave the file as it is', () => {
    const own = tuned({ [id]: 21, 'checkIns/weekly/windowDays': 6, 'care/neuropathic-trial/adequacy/1/weeks': 3 });

    expect([numberAt(own, id), numberAt(own, 'checkIns/weekly/windowDays')]).toEqual([21, 6]);
    expect(numberAt(own, 'care/neuropathic-trial/adequacy/1/weeks')).toBe(3);
    expect(numberAt(pathway, id)).toBe(14);
    expect(own.tracks[0]?.stages[0]).toBe(pathway.tracks[0]?.stages[0]);
  });

  it.each([
    ['below the limit', { [id]: 6 }],
    ['above the limit', { [id]: 29 }],
    ['that the file does not let it set', { 'care/neuropathic-trial/trialDays': 10 }],
  ])('are not taken where they are %s', (_what, values) => {
    expect(tuned(values)).toBe(pathway);
  });

  it('are none of those inside a rule, of another clinic, or of another pathway', () => {
    expect(numberAt(pathway, 'care/neuropathic-trial/success/when/count')).toBeNull();
    expect(tunedPathway(pathway, clinic)).toBe(pathway);
    expect(tunedPathway(pathway, { ...clinic, tuned: { other: { [id]: 21 } } })).toBe(pathway);
  });
});
