import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { commandLine, startedAt } from '../../src/embedded/supervise/process-table';

const parts = ['worker', 'api', 'temporal', 'postgres', 'watch', 'mail catcher'] as const;
export type Part = (typeof parts)[number];
export type Victim = Part | 'all';

const RESTART_MS = 90_000;

/** Kills one part of the house that lives in `folder`, once it runs; PostgreSQL with all its children. */
export async function killPart(folder: string, part: Part): Promise<void> {
  const pids = await untilRuns(folder, part);
  await killHard(pids);
}

/** Stops a part in its tracks, or lets it go on: it keeps its connections and answers nothing. */
export function signalPart(folder: string, part: Part, signal: 'SIGSTOP' | 'SIGCONT'): void {
  for (const pid of pidsOf(folder, part)) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      // A process of one connection may end between the look and the signal.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** Every part that runs, and the supervisor with them. */
export async function killAll(folder: string, supervisor: number): Promise<void> {
  await killHard([supervisor, ...parts.flatMap((part) => pidsOf(folder, part))]);
}

async function untilRuns(folder: string, part: Part): Promise<number[]> {
  for (let waitedMs = 0; waitedMs < RESTART_MS; waitedMs += 100) {
    const pids = pidsOf(folder, part);
    if (pids.length > 0) return pids;
    await delay(100);
  }
  throw new Error(`The ${part} was not running, and was not started again within ${RESTART_MS / 1000} seconds.`);
}

/** Only processes whose command line names our own data folder: nobody else's can be hit. */
function pidsOf(folder: string, part: Part): number[] {
  const pid = part === 'postgres' ? postmaster(folder) : (partPids(folder)[part] ?? 0);
  if (pid <= 0 || commandLine(pid)?.includes(folder) !== true) return [];
  return [pid, ...(part === 'postgres' ? childrenOf(pid) : [])];
}

function partPids(folder: string): Partial<Record<string, number>> {
  try {
    return JSON.parse(readFileSync(join(folder, 'parts.json'), 'utf8')) as Partial<Record<string, number>>;
  } catch {
    return {};
  }
}

function postmaster(folder: string): number {
  try {
    return Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return 0;
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null; // gone meanwhile
  }
}

async function killHard(pids: readonly number[]): Promise<void> {
  const known = pids.map((pid) => ({ pid, since: startedAt(pid) }));
  for (const { pid } of known) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself in this moment.
    }
  }
  for (const { pid, since } of known) while (since !== null && startedAt(pid) === since) await delay(5);
}
