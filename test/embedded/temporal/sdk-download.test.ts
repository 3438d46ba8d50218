import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sdkDownload } from '../../../src/embedded/temporal/download';
import { removeScratchFolders, scratchFolder } from '../scratch';

afterEach(removeScratchFolders);

/** Stands in for the SDK: writes a program that says it is this version. */
const writes = (version: string): string => `
  const program = '#!/bin/sh\\necho temporal version ${version}\\n';
  require('node:fs').writeFileSync(process.argv[1] + '/temporal-sdk', program, { mode: 0o755 });
`;

test('the program the SDK fetched is found', async () => {
  const folder = scratchFolder();

  expect(await sdkDownload(folder, writes('1.9.1'))).toBe(join(folder, 'temporal-sdk'));
});

test('a program of another version is not taken', async () => {
  expect(await sdkDownload(scratchFolder(), writes('1.3.0'))).toBeNull();
});

test('a closed line is given up at once', async () => {
  const began = Date.now();

  expect(await sdkDownload(scratchFolder(), 'process.exit(1)', 60_000)).toBeNull();

  expect(Date.now() - began).toBeLessThan(10_000);
});

test('a quiet line is given up, however long it would take', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'half.tmp'), 'some bytes');

  expect(await sdkDownload(folder, 'setInterval(() => {}, 1000)', 300)).toBeNull();
});
