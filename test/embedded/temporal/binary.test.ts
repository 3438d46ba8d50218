import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTemporalBinary } from '../../../src/embedded/temporal/binary';
import { removeScratchFolders, scratchFolder } from '../scratch';

afterEach(removeScratchFolders);

const quiet = (): undefined => undefined;

/** A made-up program that says it is this version. */
function program(folder: string, version: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'temporal');
  writeFileSync(file, `#!/bin/sh\necho "temporal version ${version} (Server 1.32.0)"\n`, { mode: 0o755 });
  return file;
}

const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Where a program may come from besides; `known` are the ones that the release was tried with. */
function sources(root: string, ...known: string[]) {
  return { cache: join(root, 'cache', 'temporal'), download: () => Promise.resolve(null), programs: known.map(hashOf) };
}

test('a named program comes first', async () => {
  const root = scratchFolder();
  const named = program(join(root, 'named'), '1.9.1');
  const env = { TEMPORAL_CLI_PATH: named, PATH: join(root, 'path') };
  program(join(root, 'path'), '1.9.1');

  expect(await findTemporalBinary(env, quiet, sources(root, named))).toBe(named);
});

test('a named program that nobody knows is not run, and the sentence gives its hash', async () => {
  const root = scratchFolder();
  const named = program(join(root, 'named'), '1.9.1');
  const env = { TEMPORAL_CLI_PATH: named, PATH: '' };

  await expect(findTemporalBinary(env, quiet, sources(root))).rejects.toThrow(`TEMPORAL_CLI_SHA256=${hashOf(named)}`);
  expect(await findTemporalBinary({ ...env, TEMPORAL_CLI_SHA256: hashOf(named) }, quiet, sources(root))).toBe(named);
});

test.each([
  ['too old', '1.8.5'],
  ['of an old major version', '0.12.0'],
])('a named program that is %s is refused', async (_name, version) => {
  const root = scratchFolder();
  const named = program(root, version);

  await expect(findTemporalBinary({ TEMPORAL_CLI_PATH: named, PATH: '' }, quiet, sources(root, named))).rejects.toThrow(
    'is not a Temporal program of version 1.9 or newer',
  );
});

test('a program on the PATH is used only if it is known and new enough', async () => {
  const root = scratchFolder();
  const cache = program(join(root, 'cache'), '1.9.1');
  const [old, current] = [program(join(root, 'old'), '1.8.0'), program(join(root, 'new'), '1.10.0')];
  const find = (...known: string[]) =>
    findTemporalBinary({ PATH: `${join(root, 'new')}:/bin` }, quiet, sources(root, cache, ...known));

  expect(await find(current)).toBe(current);
  expect(await find()).toBe(cache);
  const late = { PATH: `${join(root, 'old')}:/bin` };
  expect(await findTemporalBinary(late, quiet, sources(root, cache, old))).toBe(cache);
});

test('a cached program that was changed is not run', async () => {
  const root = scratchFolder();
  const cache = program(join(root, 'cache'), '1.9.1');
  const known = sources(root, cache);
  writeFileSync(cache, '#!/bin/sh\necho "temporal version 1.9.1 of somebody else"\n');

  await expect(findTemporalBinary({ PATH: '' }, quiet, known)).rejects.toThrow('could not be downloaded');
});

test('without any source the sentence says what to do', async () => {
  const root = scratchFolder();

  const missing = findTemporalBinary({ PATH: root }, quiet, sources(root));

  await expect(missing).rejects.toThrow(
    /not found .* install pip .* TEMPORAL_CLI_PATH .*TEMPORAL_CLI_SHA256.* TEMPORAL_ADDRESS/,
  );
});
