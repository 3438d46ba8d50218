import { isSameOccasion } from '../../../src/domain/check-ins/key';

describe('two keys of check-ins', () => {
  it.each([
    ['care/diagnosis/weekly@2026-12-01', 'care/diagnosis/weekly@2026-12-01', true],
    ['care/diagnosis/weekly@2026-12-01', 'care/neuropathic-trial/weekly@2026-12-01', true],
    ['care/diagnosis/weekly@2026-12-01', 'care/diagnosis/weekly@2026-12-08', false],
    ['care/diagnosis/weekly@2026-12-01', 'care/diagnosis/baseline@2026-12-01', false],
    ['care/diagnosis/weekly@2026-12-01', 'psychology/diagnosis/weekly@2026-12-01', false],
    ['odd', 'also odd', false],
  ])('%s and %s are one check-in: %s', (one, other, same) => {
    expect(isSameOccasion(one, other)).toBe(same);
  });
});
