import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/config/repository-root';

const root = repositoryRoot();
const page = readFileSync(join(root, 'docs', 'clinical-safety.md'), 'utf8');
const rows = [...page.matchAll(/^\| (H\d+) .*$/gm)].map(([line, id]) => ({
  id: id ?? '',
  cells: line.split('|').map((cell) => cell.trim()),
}));

test('the hazard log holds H1 to H15, each once', () => {
  expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 15 }, (_, n) => `H${n + 1}`));
});

test.each(rows)('hazard $id has causes, an effect, a control, and tests that exist', ({ cells }) => {
  const [, , hazard, causes, effect, control, proof = ''] = cells;
  for (const text of [hazard, causes, effect, control]) expect(text).toMatch(/\w{3}/);
  const named = [...proof.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
