import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/config/settings';

const root = repositoryRoot();
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Files and folders of ours that a page names in code spelling. */
const named = (page: string): string[] =>
  [...page.matchAll(/`((?:src|api|workflows|activities|tools|test|bench|bin)\/[\w./-]+)`/g)].map(
    ([, path]) => path ?? '',
  );

test.each(pages)('every file and folder that %s names is there', (page) => {
  const gone = named(readFileSync(join(root, page), 'utf8')).filter(
    (path) => !existsSync(join(root, path)) && !existsSync(join(root, `${path}.ts`)),
  );
  expect(gone).toEqual([]);
});
