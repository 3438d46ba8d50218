import { existsSync, fchmodSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';

const KEEP_BYTES = 10_000_000;

/** The end of a part's log, for the sentence that says why it did not start. */
export function lastLines(file: string, count: number): string {
  if (!existsSync(file)) return '';
  return readFileSync(file, 'utf8').trim().split('\n').slice(-count).join(' | ');
}

/** Called before a part starts: one older file is kept, so that logs/ cannot fill the disk over the years. */
export function rotate(file: string): void {
  try {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > KEEP_BYTES) renameSync(file, `${file}.old`);
  } catch {
    // It goes on growing: no reason not to start.
  }
}

/** A log that cannot be opened (a full disk, say) stops nobody: the part then runs without one. */
export function openLog(file: string): number {
  try {
    const log = openSync(file, 'a', 0o600);
    fchmodSync(log, 0o600); // one that an earlier release made may be open to others
    return log;
  } catch {
    return openSync('/dev/null', 'a');
  }
}
