import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../src/config/settings';
import { pagesOf, REFRESH_PAGES } from '../../../tools/pages/pages';

const root = repositoryRoot();

test.each(Object.entries(pagesOf(root)))('%s says what the code says', (path, text) => {
  if (process.env.GOLDEN === 'write') writeFileSync(join(root, path), text);
  expect(readFileSync(join(root, path), 'utf8') === text ? 'fresh' : `stale: run ${REFRESH_PAGES}`).toBe('fresh');
});
