import { reviewDueOn, signatureFinder, thresholdsIn, thresholdsToSign } from '../../../src/domain/pathway/signatures';
import type { Signature } from '../../../src/domain/pathway/language';
import type { Pathway } from '../../../src/domain/pathway/types';
import { shippedRules } from '../../support/care/rules';
import { wholeRules } from '../../support/care/whole';

const { pathway } = shippedRules();
const signed = (thresholds: Signature['thresholds'], reviewOn: string): Signature => ({
  thresholds,
  by: 'Dr Osei',
  on: '2026-01-05',
  reviewOn,
});
const withSignatures = (...signatures: Signature[]): Pathway => ({ ...pathway, signatures });
const signatureOf = (signedPathway: Pathway, place: string): Signature | null => {
  const threshold = thresholdsIn(signedPathway).find(({ name }) => name === place);
  if (!threshold) throw new Error(`no threshold ${place}`);
  return signatureFinder(signedPathway)(threshold);
};

describe('the thresholds of a pathway', () => {
  it('are told by the place where they stand', () => {
    expect(thresholdsToSign(pathway).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['care/neuropathic-trial/success', 'care/neuropathic-trial/adequacy/snri']),
    );
  });

  it('are all those that name a source, in stages and elsewhere', () => {
    const whole = wholeRules().pathway;
    const count = JSON.stringify(whole).match(/"(source|[a-z]+Source)":/g)?.length;

    expect(thresholdsToSign(whole)).toHaveLength(count ?? 0);
    expect(new Set(thresholdsToSign(whole).map(({ source }) => source.path.join())).size).toBe(count);
    expect(thresholdsToSign(whole).map(({ name }) => name)).toContain('burden');
  });

  it('are signed one by one, by part, or all at once; the signature to be renewed last holds', () => {
    const renewed = withSignatures(signed('all', '2027-01-05'), signed(['care/neuropathic-trial'], '2028-01-05'));

    expect(signatureOf(pathway, 'care/neuropathic-trial/success')).toBeNull();
    expect(signatureOf(renewed, 'care/neuropathic-trial/success')?.reviewOn).toBe('2028-01-05');
    expect(
      signatureOf(withSignatures(signed(['care/neuro'], '2027-01-05')), 'care/neuropathic-trial/success'),
    ).toBeNull();
  });

  it('are signed by a source beside the number, and by the row in a list that an earlier file may have named', () => {
    const whole = wholeRules().pathway;
    const signedAt = (place: string): Pathway => ({ ...whole, signatures: [signed([place], '2027-01-05')] });

    expect(signatureOf(signedAt('care/injection/minGapDays'), 'care/injection/minGapDays')).not.toBeNull();
    expect(signatureOf(signedAt('care/injection/gapSource'), 'care/injection/minGapDays')).not.toBeNull();
    expect(signatureOf(signedAt('care/opioid-trial/adequacy/0'), 'care/opioid-trial/adequacy/opioid')).not.toBeNull();
    expect(signatureOf(signedAt('care/injection/limits/1'), 'care/injection/limits/0')).toBeNull();
  });

  it('are to be looked at again when the first of them is due', () => {
    const mixed = withSignatures(signed('all', '2028-01-05'), signed(['care/neuropathic-trial/success'], '2027-01-05'));
    const two = withSignatures(
      signed(['care/neuropathic-trial/success'], '2027-01-05'),
      signed(['care/neuropathic-trial/adequacy'], '2028-01-05'),
    );

    expect(reviewDueOn(pathway)).toBeNull();
    expect(reviewDueOn(mixed)).toBe('2028-01-05');
    expect(reviewDueOn(two)).toBe('2027-01-05');
  });
});
