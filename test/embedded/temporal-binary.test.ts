import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTemporalBinary } from '../../src/embedded/temporal-binary';
import { removeScratchFolders, scratchFolder } from './scratch';

afterEach(removeScratchFolders);

const quiet = (): undefined => undefined;

/** A made-up program that says it is this version. */
function program(folder: string, version: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'temporal');
  writeFileSync(file, `#!/bin/sh\necho "temporal version ${version} (Server 1.32.0)"\n`, { mode: 0o755 });
  return file;
}

function sources(root: string, downloaded: string | null = null) {
  return { cache: join(root, 'cache', 'temporal'), download: () => Promise.resolve(downloaded) };
}

test('a named program comes first', async () => {
  const root = scratchFolder();
  const named = program(join(root, 'named'), '1.9.1');
  const env = { TEMPORAL_CLI_PATH: named, PATH: join(root, 'path') };
  program(join(root, 'path'), '1.9.1');

  expect(await findTemporalBinary(env, quiet, sources(root))).toBe(named);
});

test.each([
  ['too old', '1.8.5'],
  ['of an old major version', '0.12.0'],
])('a named program that is %s is refused', async (_name, version) => {
  const root = scratchFolder();
  const env = { TEMPORAL_CLI_PATH: program(root, version), PATH: '' };

  await expect(findTemporalBinary(env, quiet, sources(root))).rejects.toThrow('TEMPORAL_CLI_PATH');
});

test('a program on the PATH is used only if new enough', async () => {
  const root = scratchFolder();
  const cache = program(join(root, 'cache'), '1.9.1');
  const [old, current] = [join(root, 'old'), join(root, 'new')];
  program(old, '1.8.0');
  program(current, '1.10.0');

  expect(await findTemporalBinary({ PATH: `${current}:/bin` }, quiet, sources(root))).toBe('temporal');
  expect(await findTemporalBinary({ PATH: `${old}:/bin` }, quiet, sources(root))).toBe(cache);
});

test('without any source the sentence says what to do', async () => {
  const root = scratchFolder();

  const missing = findTemporalBinary({ PATH: root }, quiet, sources(root));

  await expect(missing).rejects.toThrow(/not found .* install pip .* TEMPORAL_CLI_PATH .* TEMPORAL_ADDRESS/);
});
