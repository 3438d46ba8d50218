import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/config/settings';

const root = repositoryRoot();
const page = readFileSync(join(root, 'docs', 'clinical-safety.md'), 'utf8');
const rows = [...page.matchAll(/^\| (H\d+) .*$/gm)].map(([line, id]) => ({
  id: id ?? '',
  cells: line.split('|').map((cell) => cell.trim()),
}));

test('the hazard log holds H1 to H39, each once', () => {
  expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 39 }, (_, n) => `H${n + 1}`));
});

test.each(rows)('hazard $id has causes, an effect, a control, and tests that exist', ({ cells }) => {
  const proof = cells.at(-2) ?? '';
  for (const text of cells.slice(2, -2)) expect(text).toMatch(/\w{3}/);
  const named = [...proof.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test.each(rows.slice(15))('hazard $id names severity, likelihood and what risk is left', ({ cells }) => {
  const [severity = '', likelihood = '', , residual = ''] = cells.slice(5, 9);
  expect(severity).toMatch(/^(minor|major|catastrophic)$/);
  expect(likelihood).toMatch(/^(rare|low|occasional|medium|probable|frequent)$/);
  expect(residual).toMatch(/\w{3}/);
});
