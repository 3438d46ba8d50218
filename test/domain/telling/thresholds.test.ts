import { isWithin, placesIn } from '../../../src/domain/pathway/places';
import { signedRelease } from '../../../src/domain/pathway/checks/signed';
import type { Signature } from '../../../src/domain/pathway/language';
import { thresholdsIn, thresholdsToSign } from '../../../src/domain/pathway/signatures';
import type { Pathway } from '../../../src/domain/pathway/types';
import { protocolSentences } from '../../../src/domain/telling/protocol/protocol';
import { sentenceFinder } from '../../../src/domain/telling/sentence';
import { thresholdRows } from '../../../src/domain/telling/protocol/thresholds';
import { shippedCatalogue } from '../../support/care/shipped';

const { pathways, instruments } = shippedCatalogue();
const shipped = pathways.map((pathway): [string, Pathway] => [`${pathway.id} v${pathway.version}`, pathway]);

describe('the sentences of a protocol', () => {
  it.each(shipped)('speak of every threshold: %s', (_name, pathway) => {
    const sentenceAbout = sentenceFinder(protocolSentences(pathway, instruments));

    const untold = thresholdsIn(pathway).filter((each) => sentenceAbout(each) === null);
    expect(untold.map(({ name }) => name)).toEqual([]);
  });

  it.each(shipped)('speak of places that the file has: %s', (_name, pathway) => {
    const places = placesIn(pathway);

    const nowhere = protocolSentences(pathway, instruments)
      .flatMap(({ about }) => about)
      .filter((path) => !places.some((place) => isWithin(place.path, path)));
    expect(nowhere).toEqual([]);
  });

  it('are chosen by the place, and not by the number: each of three waits of two weeks has its own', () => {
    const pathway = pathways.find(({ version }) => version === 2) as Pathway;
    const sentenceAbout = sentenceFinder(protocolSentences(pathway, instruments));
    const told = (name: string): string | null => {
      const threshold = thresholdsIn(pathway).find((each) => each.name === name);
      return threshold ? sentenceAbout(threshold) : null;
    };

    expect(told('care/injection/orderWithinDays')).toMatch(/^Not ordered within 2 weeks/);
    expect(told('care/injection/minGapDays')).toMatch(/^At least 2 weeks lie between two/);
    expect(told('care/injection/evaluateAfterDays')).toBe('The result is judged 2 weeks after the recorded day.');
  });
});

describe('the page of thresholds', () => {
  const context = { instruments, clinic: null, messages: null, pages: null, hashes: null };
  const signature = (name: string): Signature => ({
    thresholds: [name],
    by: 'Dr Osei',
    on: '2026-11-02',
    reviewOn: '2027-11-02',
  });
  const releasedWith = (pathway: Pathway, signatures: Signature[]): Pathway => ({
    ...pathway,
    state: 'released',
    author: 'Ann Author',
    approvedBy: 'Dr Osei',
    signatures,
  });
  const pendingOf = (pathway: Pathway): string[] =>
    thresholdRows(pathway, instruments, () => ({ line: 1, note: '' })).flatMap(({ place, signed }) =>
      signed === 'pending' ? [place] : [],
    );
  const missedBy = (pathway: Pathway): string[] =>
    signedRelease(pathway, context).map(({ fix }) => /sign "([^"]+)"/.exec(fix)?.[1] ?? fix);

  it.each(shipped)(
    'says signed exactly where the release check does, each signature removed in turn: %s',
    (_name, pathway) => {
      const names = thresholdsToSign(pathway).map(({ name }) => name);
      const defaults = thresholdsIn(pathway).flatMap(({ name, source }) => (source === null ? [name] : []));
      const sorted = (list: string[]): string[] => list.toSorted();

      expect(missedBy(releasedWith(pathway, []))).toEqual(names);
      expect(missedBy(releasedWith(pathway, names.map(signature)))).toEqual([]);
      for (const removed of names) {
        const signed = releasedWith(pathway, names.filter((name) => name !== removed).map(signature));

        expect(missedBy(signed)).toEqual([removed]);
        expect(sorted(pendingOf(signed))).toEqual(sorted([removed, ...defaults]));
      }
    },
  );

  it.each(shipped)('says signed everywhere where everything is signed at once: %s', (_name, pathway) => {
    expect(pendingOf(releasedWith(pathway, [{ ...signature(''), thresholds: 'all' }]))).toEqual([]);
  });
});
