import { changedNumbers } from '../../../src/domain/migration/differences';
import { placeNamed, placesIn, stagesIn, withValue } from '../../../src/domain/pathway/places';
import { thresholdsIn } from '../../../src/domain/pathway/signatures';
import { numberAt } from '../../../src/domain/pathway/tuning';
import type { Pathway } from '../../../src/domain/pathway/types';
import { shippedCatalogue } from '../../support/care/shipped';
import { wholeRules } from '../../support/care/whole';

const { pathways } = shippedCatalogue();
const shipped = pathways.map((pathway): [string, Pathway] => [`${pathway.id} v${pathway.version}`, pathway]);
const whole = wholeRules().pathway;

describe('the places of a definition', () => {
  it.each(shipped)('have a name each that leads back to them: %s', (_name, pathway) => {
    const places = placesIn(pathway);

    expect(new Set(places.map(({ name }) => name)).size).toBe(places.length);
    for (const place of places) expect(placeNamed(pathway, place.name)).toEqual(place);
  });

  it.each(shipped)('are known by the same name to page, tuning and preview: %s', (_name, pathway) => {
    for (const { path, name, value } of thresholdsIn(pathway)) {
      if (typeof value !== 'number' || path[0] !== 'tracks') continue;
      const [before, after] = [pathway, withValue(pathway, path, value + 1)].map((each) =>
        stagesIn(each).find(({ path: at }) => at[1] === path[1] && at[3] === path[3]),
      );
      if (!before || !after) throw new Error(`${name} stands in no stage`);

      expect({ name, value: numberAt(pathway, name) }).toEqual({ name, value });
      expect(changedNumbers(`${before.track.id}/${before.stage.id}`, before.stage, after.stage)).toEqual([
        { place: name, before: String(value), after: String(value + 1) },
      ]);
    }
  });

  it('are those of the file, where what was read from it is one step flatter', () => {
    expect(placeNamed(whole, 'care/injection/gate/approve/again/afterDays')?.path.slice(-4)).toEqual([
      'gate',
      'approve',
      'again',
      'afterDays',
    ]);
  });

  it('may be named by their row in a list, and without the word of the file', () => {
    const { path } = placeNamed(whole, 'care/neuropathic-trial/adequacy/pregabalin/weeks') ?? {};

    expect(path).toBeDefined();
    expect(placeNamed(whole, 'care/neuropathic-trial/adequacy/1/weeks')?.path).toEqual(path);
    expect(placeNamed(whole, 'care/injection/gate/approve/afterDays')?.value).toBe(14);
    expect(placeNamed(whole, 'care/neuropathic-trial/adequacy/9/weeks')).toBeNull();
  });

  it('keep their names in another order, and two of one name are told apart by their rows', () => {
    const named = (...list: object[]): string[] => placesIn({ list }).map(({ name }) => name);

    expect(named({ class: 'snri', weeks: 4 }, { id: 'b', weeks: 2 })).toContain('list/snri/weeks');
    expect(named({ id: 'b', weeks: 2 }, { class: 'snri', weeks: 4 })).toContain('list/snri/weeks');
    expect(named({ id: 'b', weeks: 2 }, { id: 'b', weeks: 4 })).toEqual([
      'list/b/id',
      'list/b/weeks',
      'list/b@1/id',
      'list/b@1/weeks',
    ]);
  });
});
