import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumOrSentence, findChromium } from './chromium';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'browsers-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('a browser is found by its usual names on the PATH, and one that is named comes first', () => {
  const program = join(folder, 'chromium');
  writeFileSync(program, '');
  expect(findChromium({ PATH: folder })).toBeNull();
  chmodSync(program, 0o755);

  expect(findChromium({ PATH: `/nowhere:${folder}` })).toBe(program);
  expect(findChromium({ PATH: folder, THROUGHLINE_CHROMIUM: '/opt/mine' })).toBe('/opt/mine');
});

test('a missing browser is said in one sentence that names what to install', () => {
  const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);

  expect(chromiumOrSentence({ PATH: folder })).toBeNull();

  expect(said.mock.calls.join('')).toMatch(/NOT run.*apt-get install -y chromium/);
  said.mockRestore();
});
