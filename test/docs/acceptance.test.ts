import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/config/settings';

const root = repositoryRoot();
const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');

/** The lines of docs/acceptance.md: a number, and what must be so. */
const lines = [...read('docs', 'acceptance.md').matchAll(/^\| ([A-Z]+\d?(?:-\w+)?) +\| (.*) \|$/gm)].map(
  ([, number = '', words = '']) => ({ number, words }),
);
const known = new Set(lines.map(({ number }) => number));

/** Something that looks like a number of that page, and stands where a title begins: in a test, or in a row that names one. */
const kinds = [...new Set([...known].flatMap((number) => (number.includes('-') ? [number.replace(/-.*/, '')] : [])))];
const one = `(?:(?:${kinds.join('|')})-(?:\\d+|[a-z])|A1|O1)\\b`;
const atTheHead = new RegExp(`['"\`](${one}(?:, ${one})*)(?=[: ,'"\`])`, 'g');

const numbersIn = (text: string): string[] => [...text.matchAll(atTheHead)].flatMap(([, all = '']) => all.split(', '));
const titled = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .flatMap((name) => numbersIn(read('test', name)).map((number) => ({ number, name })));
const byHand = [...read('docs', 'by-hand.md').matchAll(/^## ([A-Z]+-\w+):/gm)].map(([, number = '']) => number);

test('each line has a number of its own and says what must be so', () => {
  expect(lines.length).toBeGreaterThan(90);
  expect(known.size).toBe(lines.length);
  expect(lines.filter(({ words }) => !/\w{3}/.test(words))).toEqual([]);
});

test('each line is borne by a test, or done by hand', () => {
  const borne = new Set([...titled.map(({ number }) => number), ...byHand]);

  expect([...known].filter((number) => !borne.has(number))).toEqual([]);
});

test('no test bears a number that nothing explains, and nothing else is done by hand', () => {
  expect(titled.filter(({ number }) => !known.has(number))).toEqual([]);
  expect(byHand.filter((number) => !known.has(number))).toEqual([]);
});
