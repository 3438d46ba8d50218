import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepDemoFile, openDataFolder, readJson } from '../../src/embedded/data-folder';
import { removeScratchFolders, scratchFolder } from './scratch';

afterEach(removeScratchFolders);

test('a path that is a file is refused in one sentence', () => {
  const file = join(scratchFolder(), 'taken');
  writeFileSync(file, '');

  expect(() => openDataFolder(file)).toThrow(/cannot be written \(E\w+\): name another in THROUGHLINE_DATA/);
});

test('an unreadable settings file counts as empty', () => {
  const folder = openDataFolder(join(scratchFolder(), 'not', 'there', 'yet'));
  writeFileSync(folder.ports, '{"postgres": 54');

  expect(readJson(folder.ports)).toEqual({});
});

test('only the owner may read the keys, which outlive a new address', async () => {
  const file = join(scratchFolder(), 'demo.json');
  writeFileSync(`${file}.new`, 'left over');
  chmodSync(`${file}.new`, 0o644);
  const asked: boolean[] = [];
  const handOut = (apiKeys: Record<string, string> | null) => (keysKept: boolean) => {
    asked.push(keysKept);
    return Promise.resolve({ apiKeys });
  };
  await keepDemoFile(file, 'http://127.0.0.1:8080', handOut({ lead: 'k1' }));

  await keepDemoFile(file, 'http://127.0.0.1:9090', handOut(null));

  expect(asked).toEqual([false, true]);

  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ url: 'http://127.0.0.1:9090', apiKeys: { lead: 'k1' } });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
