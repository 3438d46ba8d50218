import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { StartError } from './supervise/guarded-process';

const NEEDED_FREE_MB = 300;

/** Everything Throughline keeps on this machine; deleting the folder deletes it all. */
export type DataFolder = {
  readonly root: string;
  readonly postgres: string;
  readonly temporal: string;
  readonly ports: string;
  readonly parts: string;
  readonly lock: string;
  readonly demo: string;
  log(part: string): string;
  /** Its time tells when the part last went on. */
  heartbeat(part: string): string;
};

/** Makes the folder where needed and refuses one that cannot work; its real path is used everywhere, so that processes can be told apart by it. */
export function openDataFolder(path: string): DataFolder {
  try {
    // Without a mode: recursive mkdir would give it to the parents too, and lock other users out of them.
    mkdirSync(join(path, 'logs'), { recursive: true });
    mkdirSync(join(path, 'temporal'), { recursive: true });
    accessSync(path, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC') throw diskFull(path, 0);
    throw new StartError(
      `The data folder ${path} cannot be written (${code ?? 'unknown'}): name another in THROUGHLINE_DATA.`,
    );
  }
  const { bavail, bsize } = statfsSync(path);
  const freeMb = Math.floor((bavail * bsize) / 1_000_000);
  if (freeMb < NEEDED_FREE_MB) throw diskFull(path, freeMb);
  const root = realpathSync(path);
  return {
    root,
    postgres: join(root, 'postgres'),
    temporal: join(root, 'temporal', 'temporal.db'),
    ports: join(root, 'ports.json'),
    parts: join(root, 'parts.json'),
    lock: join(root, 'supervisor.lock'),
    demo: join(root, 'demo.json'),
    log: (part) => join(root, 'logs', `${part}.log`),
    heartbeat: (part) => join(root, 'beats', part),
  };
}

/** A missing or unreadable file counts as empty: what these files hold can always be found out again. */
export function readJson(file: string): Record<string, unknown> {
  if (!existsSync(file)) return {};
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Whole or not at all: a reader never sees half a file. */
export function writeJson(file: string, value: unknown, mode = 0o644): void {
  const fresh = `${file}.new`;
  writeFileSync(fresh, `${JSON.stringify(value, null, 2)}\n`, { mode });
  chmodSync(fresh, mode); // the mode above does not change a file that a killed start left behind
  renameSync(fresh, file);
}

function diskFull(path: string, freeMb: number): StartError {
  return new StartError(
    `The disk with ${path} is nearly full (${freeMb} MB free, ${NEEDED_FREE_MB} MB needed): make room, or name a folder on another disk in THROUGHLINE_DATA.`,
  );
}

/** The keys of the made-up staff, by role; null when they were handed out at an earlier start. */
export type ApiKeys = Readonly<Record<string, string>> | null;

type Prepare = (keysKept: boolean) => Promise<{ readonly apiKeys: ApiKeys }>;

/**
 * Runs what makes the clinic and writes down the keys it hands out: they open doors, so only the owner of the folder may
 * read the file. The URL follows PORT, the keys stay; when the file was lost or never written, new ones are asked for.
 */
export async function keepDemoFile(file: string, url: string, prepare: Prepare): Promise<void> {
  const { apiKeys: kept } = readJson(file);
  const keysKept = typeof kept === 'object' && kept !== null && Object.keys(kept).length > 0;
  const { apiKeys } = await prepare(keysKept);
  writeJson(file, { url, apiKeys: apiKeys ?? kept ?? {} }, 0o600);
}
