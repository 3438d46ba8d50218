import { loadCatalogue } from '../../../src/catalogue/catalogue';
import { isWithin, placesIn } from '../../../src/domain/pathway/places';
import { thresholdsIn } from '../../../src/domain/pathway/signatures';
import type { Pathway } from '../../../src/domain/pathway/types';
import { protocolSentences } from '../../../src/domain/telling/protocol';
import { sentenceAbout } from '../../../src/domain/telling/sentence';
import { root } from '../../support/care/shipped';

const { pathways, instruments } = loadCatalogue(root);
const shipped = pathways.map((pathway): [string, Pathway] => [`${pathway.id} v${pathway.version}`, pathway]);

describe('the sentences of a protocol', () => {
  it.each(shipped)('speak of every threshold: %s', (_name, pathway) => {
    const sentences = protocolSentences(pathway, instruments);

    const untold = thresholdsIn(pathway).filter((each) => sentenceAbout(sentences, each) === null);
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
    const sentences = protocolSentences(pathway, instruments);
    const told = (name: string): string | null => {
      const threshold = thresholdsIn(pathway).find((each) => each.name === name);
      return threshold ? sentenceAbout(sentences, threshold) : null;
    };

    expect(told('care/injection/orderWithinDays')).toMatch(/^Not ordered within 2 weeks/);
    expect(told('care/injection/minGapDays')).toMatch(/^At least 2 weeks lie between two/);
    expect(told('care/injection/evaluateAfterDays')).toBe('The result is judged 2 weeks after the recorded day.');
  });
});
