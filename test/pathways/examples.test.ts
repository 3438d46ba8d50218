import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalogue } from '../../src/catalogue/catalogue';
import { loadClinic } from '../../src/catalogue/load-clinic';
import { loadExamples } from '../../src/catalogue/load-examples';
import { playStory } from '../../src/domain/simulate/story';
import { root } from '../support/shipped';

const catalogue = loadCatalogue(root);
const clinic = loadClinic(join(root, 'clinic', 'demo.yaml'), catalogue.instruments);
const files = readdirSync(join(root, 'pathways'))
  .map((id) => join(root, 'pathways', id, 'examples.yaml'))
  .filter((file) => existsSync(file));

describe.each(files.map((file) => [loadExamples(file, catalogue.instruments)]))(
  'the stories of $pathway v$version',
  ({ pathway, version, stories }) => {
    it.each(stories)('$story', (story) => {
      const rules = catalogue.rules({ id: pathway, version }, clinic);

      const looks = playStory(rules, story);

      expect(looks.length).toBeGreaterThan(0);
      expect(looks.map(({ at, seen }) => ({ at: new Date(at).toISOString(), ...seen }))).toEqual(
        looks.map(({ at, expected }) => ({ at: new Date(at).toISOString(), ...expected })),
      );
    });
  },
);

test('there are stories to tell', () => {
  expect(files.length).toBeGreaterThan(0);
});
