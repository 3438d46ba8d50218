import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validatePathway } from '../../../../src/catalogue/pathway/validate-pathway';
import { protocol } from '../../../../src/domain/telling/protocol/protocol';
import { root, shippedInstruments } from '../../../support/care/shipped';

const text = readFileSync(join(root, 'pathways', 'post-laminectomy-syndrome', 'v2.yaml'), 'utf8');
const instruments = shippedInstruments();

function findings(from: string, to: string): string[] {
  if (!text.includes(from)) throw new Error(`v2.yaml does not hold ${JSON.stringify(from)}`);
  const changed = text.replace(from, () => to);
  const surroundings = { instruments, clinic: null, messages: null, released: null, pages: null };
  return validatePathway(changed, surroundings).findings.map(({ rule, sentence }) => `${rule}: ${sentence}`);
}

describe('the prompts of a pathway', () => {
  it.each([
    [
      'a class that cannot be named in the list',
      '      about: [snri, tricyclic]\n      when: { takes: { anyOf: [serotonergic, opioid]',
      '      about: [snri, tricyclic]\n      when: { takes: { anyOf: [serotonergic, opiod]',
      /name.unknown: .*when names "opiod", which is neither under medicines.classes/,
    ],
    [
      'a medicine that is neither class nor procedure',
      'about: [epidural-steroid-injection, nerve-block]',
      'about: [epidural, nerve-block]',
      /name.unknown: .*about names "epidural"/,
    ],
    ['a score that no instrument gives', 'of: mme, atLeast', 'of: mmes, atLeast', /name.unknown: .*the score "mmes"/],
    ['no mark', 'source: CDC 2022 [F30]\n', 'source: CDC 2022\n', /threshold.no-source: medicines/],
    ['the id of another', 'id: prompt.nsaid-heart', 'id: prompt.nsaid-stomach', /name.clash: .*is there before/],
    ['an unweighable class', 'weighed: { class: opioid', 'weighed: { class: opiate', /name.unknown: .*"opiate"/],
  ])('with %s are refused', (_what, from, to, sentence) => {
    expect(findings(from, to)).toEqual([expect.stringMatching(sentence)]);
  });

  it('need every class of a trial among those that can be named', () => {
    expect(findings('    - tricyclic\n', '')).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/adequacy.*class "tricyclic" is no class under medicines.classes/),
      ]),
    );
  });

  it('stand in the protocol that is signed, with who sees them', () => {
    const { pathway } = validatePathway(text, {
      instruments,
      clinic: null,
      messages: null,
      released: null,
      pages: null,
    });
    if (!pathway) throw new Error('v2.yaml is not read');
    const signed = protocol(pathway, instruments);

    expect(signed).toContain('Patients never do, and nothing follows from them by itself.');
    for (const { id, text: words, source } of pathway.medicines?.prompts ?? []) {
      expect(signed).toContain(`\`${id}\``);
      expect(signed).toContain(words);
      expect(signed).toContain(source);
    }
  });
});
