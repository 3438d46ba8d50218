import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../../src/config/settings';
import { begin } from '../../../tools/new/begin';
import { byHand, type Kind, oneMore, type OneMore } from '../../../tools/new/one-more';

const root = repositoryRoot();
const COPIED = ['src', 'workflows', 'activities', 'api', 'instruments', 'pathways'];

/** The house without its tests, in which anything may be tried. */
function scratchCopy(): string {
  const scratch = mkdtempSync(join(tmpdir(), 'throughline-new-'));
  for (const name of [...COPIED, 'tsconfig.base.json', 'tsconfig.server.json'])
    cpSync(join(root, name), join(scratch, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(scratch, 'node_modules'));
  return scratch;
}

describe('one more of something', () => {
  let scratch: string;
  beforeAll(() => {
    scratch = scratchCopy();
  });
  afterAll(() => {
    rmSync(scratch, { recursive: true });
  });

  const touched = (kind: Kind, name: string) => begin(scratch, kind, name).filter((path) => !path.startsWith('test/'));

  test('a leaf touches its file and the table', () => {
    expect(touched('leaf', 'sleep-quality')).toEqual([
      'src/domain/rules/leaves/sleep-quality.ts',
      'src/domain/rules/leaves/index.ts',
    ]);
  });

  test('a kind of stage touches its folder and two tables', () => {
    const paths = touched('stage', 'group-programme');
    const folder = 'src/domain/stages/group-programme/';

    expect(paths.filter((path) => !path.startsWith(folder))).toEqual(oneMore.stage.tables);
    expect(paths.filter((path) => path.startsWith(folder)).length).toBeGreaterThan(0);
  });

  test('a fact touches the list of facts and the file of its group', () => {
    expect(touched('fact', 'sleep.assessed')).toEqual(oneMore.fact.tables);
  });

  test('an instrument and a pathway are files', () => {
    expect(touched('instrument', 'isi')).toEqual(['instruments/isi.yaml']);
    expect(touched('pathway', 'shoulder-pain')).toContain('pathways/shoulder-pain/v1.yaml');
  });

  test('what is begun compiles, and its test fails until it says what it does', () => {
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const check = () =>
      execFileSync(process.execPath, [tsc, '-p', 'tsconfig.server.json', '--noEmit'], { cwd: scratch });

    expect(check).not.toThrow();
    expect(readFileSync(join(scratch, 'test/domain/rules/leaves/sleep-quality.test.ts'), 'utf8')).toContain('throw');
  });

  test('what is there already is left as it is', () => {
    expect(() => begin(scratch, 'leaf', 'elapsed')).toThrow('is there already');
    expect(() => begin(scratch, 'leaf', 'Sleep Quality')).toThrow('is not a name such as "elapsed"');
  });
});

test('every home and table that CONTRIBUTING.md names is there', () => {
  const named = [
    ...Object.values<OneMore>(oneMore).flatMap(({ home, tables, asked, sibling }) => [
      ...home.map((path) => path.replace('*', sibling)),
      ...tables,
      ...asked,
    ]),
    ...byHand.flatMap(({ home, table }) => [home, table]),
  ];

  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
