import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '../../../src/config/settings';
import { bounds, shapeOf } from '../../../tools/shape/shape';

test('the house keeps its shape', () => {
  expect(shapeOf(repositoryRoot()).faults).toEqual([]);
});

test('a folder that became a list, a file that became long and one file too many are named', () => {
  const root = mkdtempSync(join(tmpdir(), 'throughline-shape-'));
  const write = (path: string, lines = 1) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), 'x\n'.repeat(lines));
  };
  for (const folder of ['workflows', 'activities', 'web', 'tools', 'bench', 'test']) write(`${folder}/one.ts`);
  for (let file = 0; file <= bounds.filesInAFolder; file += 1) write(`api/${String(file)}.ts`);
  write('src/long.ts', bounds.linesInAFile + 1);
  write('src/storage/tx/database.ts', 1000); // generated
  for (let file = 0; file < bounds.files; file += 1) write(`src/${String(Math.floor(file / 20))}/${String(file)}.ts`);

  expect(shapeOf(root).faults).toEqual([
    `The house has ${String(bounds.files + 25)} files of code, at most ${String(bounds.files)} are meant.`,
    'api holds 21 files: group them by what one looks for.',
    'src/long.ts has 251 lines: it holds more than one concept.',
  ]);
});
