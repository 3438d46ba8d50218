import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalogue } from '../../../src/catalogue/catalogue';
import { change, copiedData, messageOf } from '../copied-data';

const pathway = 'pathways/post-laminectomy-syndrome/v1.yaml';

let folder: string;
beforeEach(() => {
  folder = copiedData();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a file', () => {
  it.each([
    ['a version unlike the file', 'version: 1', 'version: 2', 'version is 2, but the file is called v1.yaml'],
    [
      'an id unlike the folder',
      'id: post-laminectomy-syndrome',
      'id: back-pain',
      'id must be "post-laminectomy-syndrome", like the folder\'s name',
    ],
  ])('%s is refused by name and remedy', (_fault, from, to, message) => {
    change(folder, pathway, from, to);

    expect(messageOf(() => loadCatalogue(folder))).toContain(message);
  });
});

describe('a folder', () => {
  it('may hold versions side by side, ordered by number', () => {
    const text = readFileSync(join(folder, pathway), 'utf8');
    for (const version of [2, 10]) {
      writeFileSync(
        join(folder, pathway, `../v${version}.yaml`),
        text.replace('version: 1', `version: ${version}`).replace('offered: false', 'offered: true'),
      );
    }

    const catalogue = loadCatalogue(folder);

    const own = catalogue.pathways.filter(({ id }) => id === 'post-laminectomy-syndrome');
    expect(own.map(({ version }) => version)).toEqual([1, 2, 3, 10]);
    expect(catalogue.pathway('post-laminectomy-syndrome').version).toBe(10);
  });
});
