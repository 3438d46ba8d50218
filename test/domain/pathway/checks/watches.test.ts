import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validatePathway } from '../../../../src/catalogue/pathway/validate-pathway';
import { root, shippedInstruments } from '../../../support/care/shipped';

const text = readFileSync(join(root, 'pathways', 'post-laminectomy-syndrome', 'v3.yaml'), 'utf8');
const surroundings = { instruments: shippedInstruments(), clinic: null, messages: null, released: null, pages: null };

describe('a watch over medicines', () => {
  it.each([
    [
      'a class that cannot be named',
      '- classes: [nsaid, nsaid-and-paracetamol]\n',
      '- classes: [naproxen]\n',
      /names "naproxen", which is no/,
    ],
    [
      'a check-in that is not there',
      '      checkIn: opioid-safety\n',
      '      checkIn: opioids\n',
      /names "opioids", which/,
    ],
    [
      'a list before a class that is not there',
      'listBefore: [opioid]',
      'listBefore: [opiate]',
      /names "opiate", which is no/,
    ],
    ['half of how often', '      foundAfterDays: 21\n', '', /findingEveryDays and foundAfterDays together/],
  ])('of %s is refused', (_what, from, to, sentence) => {
    expect(text).toContain(from);
    const { findings } = validatePathway(text.replace(from, to), surroundings);

    expect(findings.map((finding) => finding.sentence).join()).toMatch(sentence);
  });

  it('and the stage ask whether a medicine was taken, where a trial reads it', () => {
    const silent = text.replace('medicine-signs, side-effects, medicine-adherence]', 'medicine-signs, side-effects]');
    const { findings } = validatePathway(silent, surroundings);

    expect(findings).toHaveLength(3);
    for (const { sentence } of findings) {
      expect(sentence).toMatch(/reads the score "medicine-adherence", which no check-in of this stage asks for/);
    }
  });
});
