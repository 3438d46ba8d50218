import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type DataFolder, readJson } from '../data-folder';

const hasProc = existsSync('/proc/self/stat');

/** The command line of a running process, or null when there is none. */
export function commandLine(pid: number): string | null {
  if (!isAlive(pid)) return null;
  try {
    if (hasProc) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return null;
  }
}

/** When a process was started, in words only good for comparing: process ids are used again, this pair is not. */
export function startedAt(pid: number): string | null {
  if (!isAlive(pid)) return null;
  try {
    if (!hasProc) return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 22; the program's name (field 2) may hold spaces, so count from its closing bracket.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

/** Ends a process that a killed supervisor left behind, but only if its command line names what is ours. */
export async function stopOrphan(pid: number, mustName: string, signal: 'SIGINT' | 'SIGTERM'): Promise<boolean> {
  if (commandLine(pid)?.includes(mustName) !== true) return false;
  const since = startedAt(pid);
  process.kill(pid, signal);
  for (let waitedMs = 0; waitedMs < 20_000 && startedAt(pid) === since; waitedMs += 50) await delay(50);
  if (startedAt(pid) === since) process.kill(pid, 'SIGKILL');
  return true;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  // A zombie has ended and only waits for its parent to notice.
  return !hasProc || !/\) Z /.test(readStat(pid));
}

function readStat(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return ') Z ';
  }
}

/** Ends what a killed supervisor left running, newest part first; each is recognised by our data folder in its command line. */
export async function stopLeftOvers(folder: DataFolder, say: (line: string) => void): Promise<void> {
  for (const [name, pid] of Object.entries(readJson(folder.parts)).reverse()) {
    if (typeof pid !== 'number') continue;
    const stopped = await stopOrphan(pid, folder.root, name === 'postgres' ? 'SIGINT' : 'SIGTERM');
    if (stopped) say(`Stopped the ${name} that an earlier start left behind.`);
  }
}
