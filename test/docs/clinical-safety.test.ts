import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/config/settings';
import { facts } from '../../src/domain/facts/table';

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

const sentences = [
  'history',
  'examination',
  'MRI/CT',
  'paracetamol',
  'NSAID',
  'opioids',
  'gabapentin',
  'pregabalin',
  'personalised physiotherapy',
  'epidural steroid injections and nerve blocks under imaging',
  'preparing for the appointment',
  'revision surgery',
  'rehabilitation',
  'pain management',
  'psychological support',
];
const done = page.slice(page.indexOf('### What the clinic does'), page.indexOf('## Hazard log'));
const parts = [...done.matchAll(/^\| (?!-|What)(.*) \|$/gm)].map(([, row = '']) =>
  row.split(' | ').map((cell) => cell.trim()),
);
const examples = readFileSync(join(root, 'pathways', 'post-laminectomy-syndrome', 'examples', 'v3.yaml'), 'utf8');
const stories = [...examples.matchAll(/^ {2}- story: (.*)$/gm)].map(([, name]) => name);

test('each sentence of what the clinic does has its row', () => {
  expect(parts.map(([name]) => name)).toEqual(sentences);
});

test.each(parts)(
  '%s: what records it, asks about it and follows from its failure, by facts, tests and stories that exist',
  (...cells) => {
    const [, records = '', asks = '', fails = '', shown = ''] = cells;
    for (const text of [records, asks, fails]) expect(text).toMatch(/\w{3}/);
    const types = [...records.matchAll(/`([a-z-]+\.[a-z-]+)`/g)].map(([, type = '']) => type);
    expect(types.filter((type) => !Object.hasOwn(facts, type))).toEqual([]);
    const tests = [...shown.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
    const told = [...shown.matchAll(/“([^”]+)”/g)].map(([, name = '']) => name);
    expect(tests.length + told.length).toBeGreaterThan(0);
    expect(tests.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(told.filter((name) => !stories.includes(name))).toEqual([]);
  },
);
