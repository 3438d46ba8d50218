import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/config/settings';

const root = repositoryRoot();
const images = join(root, 'docs', 'images');
const taken = readdirSync(images);

/** The pictures of a page, by the name of their file, with the words for whoever does not see them. */
const picturesOf = (page: string): { file: string; words: string }[] =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/!\[([^\]]*)\]\((?:docs\/)?images\/([^)]+)\)/g)].map(
    ([, words = '', file = '']) => ({ file, words }),
  );
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

test.each(['README.md', ...['coordinator', 'clinician', 'lead', 'operator'].map((who) => `docs/guide-${who}.md`)])(
  '%s has pictures, each with words that say what it shows',
  (page) => {
    const shown = picturesOf(page);
    expect(shown).not.toEqual([]);
    expect(shown.filter(({ words }) => words.length < 20)).toEqual([]);
  },
);

test('each picture that a page names is there, and each that is there is named', () => {
  const named = new Set(pages.flatMap((page) => picturesOf(page).map(({ file }) => file)));
  expect([...named].sort()).toEqual([...taken].sort());
});

test('pictures are light: at most 150 KB each and 2 MB together', () => {
  const sizes = taken.map((name) => ({ name, bytes: statSync(join(images, name)).size }));
  expect(sizes.filter(({ bytes }) => bytes > 150_000)).toEqual([]);
  expect(sizes.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(2_000_000);
});
