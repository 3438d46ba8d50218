import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { startedAt } from './process-table';
import { StartError } from './guarded-process';

type Holder = { readonly pid: number; readonly startedAt: string; readonly url: string };

/**
 * One supervisor per data folder. A lock whose process is gone (or whose number now belongs to another program) is
 * repaired; the start time tells the two apart. Returns the function that gives the lock back.
 */
export function takeLock(file: string, url: string, say: (line: string) => void): () => void {
  const mine = JSON.stringify({ pid: process.pid, startedAt: startedAt(process.pid) ?? '', url });
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, mine);
  try {
    if (!link(fresh, file)) {
      refuseWhileRunning(file);
      rmSync(file, { force: true });
      say('Repaired a stale lock: the last start did not end in order.');
      if (!link(fresh, file)) refuseWhileRunning(file); // somebody else repaired it in the same moment
    }
  } finally {
    rmSync(fresh, { force: true });
  }
  return () => {
    if (read(file) === mine) rmSync(file, { force: true });
  };
}

/** A hard link appears whole or not at all, and never replaces: two starts at once cannot both have the lock. */
function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function refuseWhileRunning(file: string): void {
  const holder = parse(read(file));
  if (holder === null || startedAt(holder.pid) !== holder.startedAt) return;
  throw new StartError(
    `Throughline is already running here (process ${holder.pid}): open ${holder.url}, stop it with Ctrl-C, or name another folder in THROUGHLINE_DATA and another PORT.`,
  );
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function parse(text: string): Holder | null {
  try {
    const { pid, startedAt: since, url } = JSON.parse(text) as Partial<Holder>;
    return pid !== undefined && since !== undefined && url !== undefined ? { pid, startedAt: since, url } : null;
  } catch {
    return null;
  }
}
