import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadClinic } from '../../src/catalogue/clinic/load-clinic';
import { loadExamples } from '../../src/catalogue/pathway/load-examples';
import { differenceOf } from '../../src/domain/stories/look';
import { playStory } from '../../src/domain/stories/story';
import { root, shippedCatalogue } from '../support/care/shipped';

const catalogue = shippedCatalogue();
const clinic = loadClinic(join(root, 'clinic', 'demo.yaml'), catalogue.instruments);
const files = readdirSync(join(root, 'pathways'))
  .map((id) => join(root, 'pathways', id, 'examples'))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));

describe.each(files.map((file) => loadExamples(file, catalogue.instruments)))(
  'the stories of $pathway v$version',
  ({ pathway, version, stories }) => {
    it.each(stories)('$story', (story) => {
      const { looks } = playStory(catalogue.rules({ id: pathway, version }, clinic), story);

      const differences = looks.flatMap((look) => differenceOf(look, story.story, story.reach.timeZone) ?? []);
      if (differences.length > 0) throw new Error(differences.join('\n\n'));
      expect(looks.length).toBeGreaterThan(0);
    });

    it('are sixteen or more, and no two have one name', () => {
      expect(new Set(stories.map(({ story }) => story)).size).toBe(stories.length);
      expect(stories.length).toBeGreaterThanOrEqual(16);
    });
  },
);

test('every version of every pathway has stories', () => {
  expect(files).toHaveLength(catalogue.pathways.length);
});
