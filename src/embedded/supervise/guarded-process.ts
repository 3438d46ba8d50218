import { closeSync, existsSync, fchmodSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

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

/**
 * A child that cannot outlive us. A small shell starts the program and waits at a pipe whose other end only we hold;
 * when we close it, or are killed with -9, the kernel closes it and the shell stops the program: by its own signal first,
 * with SIGKILL after 20 seconds. `read`, not `cat`: a left-over `cat` would keep the pipe and us alive for ever.
 */
const GUARD = `
SIGNAL=$1; shift
"$@" 3<&- 4>&- &
P=$!
echo $P >&4
exec 4>&-
(
  read _ <&3
  kill -s $SIGNAL $P
  n=0
  while [ $n -lt 80 ] && kill -0 $P; do sleep 0.25; n=$((n+1)); done
  kill -s KILL $P
) 2>/dev/null &
W=$!
wait $P
S=$?
kill $W 2>/dev/null
exit $S
`;

export type GuardedProcess = {
  /** The program's own process id, not the guarding shell's. */
  readonly pid: number;
  /** Resolves with the exit code once the program is gone; 128 + signal when it was killed. */
  readonly exited: Promise<number>;
  stop(): Promise<void>;
  /** At once and in no order: for a program that is frozen and would not hear of a stop. */
  kill(): void;
};

export type GuardedProgram = {
  readonly command: readonly string[];
  /** The whole environment: nothing is inherited. */
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** PostgreSQL takes INT as "fast stop"; everybody else takes TERM. */
  readonly stopSignal: 'INT' | 'TERM';
  /** For a program that ends when it cannot write its greeting to standard output: only its errors are kept. */
  readonly errorsOnly?: boolean;
  readonly cwd?: string;
  /** Another user to run as; only root may ask for it. */
  readonly runAs?: { uid: number; gid: number };
};

export async function startGuarded(program: GuardedProgram): Promise<GuardedProcess> {
  const log = openLog(program.logFile);
  // A group of its own: Ctrl-C in the terminal reaches only us, so that the parts stop in order.
  const shell = spawn('/bin/sh', ['-c', GUARD, 'guard', program.stopSignal, ...program.command], {
    stdio: ['ignore', program.errorsOnly === true ? 'ignore' : log, log, 'pipe', 'pipe'],
    detached: true,
    env: program.env,
    cwd: program.cwd,
    ...program.runAs,
  });
  closeSync(log);
  const leash = shell.stdio[3] as Writable;
  leash.on('error', () => undefined); // EPIPE once the shell is gone
  const exited = new Promise<number>((resolve, reject) => {
    shell.once('error', reject);
    shell.once('exit', (code, signal) => {
      if (signal !== null) killGroup(shell.pid); // the guard itself was killed: its program must not go on unguarded
      resolve(code ?? 137);
    });
  });
  let gone = false;
  exited.then(
    () => (gone = true),
    () => undefined,
  );
  const pid = Number(await wholeText(shell.stdio[4] as Readable));
  if (pid === 0) throw new Error(`Could not start ${String(program.command[0])}: exit code ${await exited}.`);
  // Whoever wants to stay alive for this child awaits `exited` with a timer of its own; a test run must be able to end.
  shell.unref();
  unref(leash);
  return {
    pid,
    exited,
    async stop() {
      shell.ref();
      leash.end();
      await exited;
    },
    kill() {
      if (!gone) process.kill(pid, 'SIGKILL');
    },
  };
}

const READY_TIMEOUT_MS = 60_000;

/** Waits until it answers. One that ends before, or is silent for a minute, is stopped: `what` did not start. */
export async function untilItAnswers(
  what: string,
  child: GuardedProcess,
  logFile: string,
  answers: () => Promise<boolean>,
): Promise<void> {
  let gone: number | undefined;
  void child.exited.then((code) => (gone = code));
  for (let waitedMs = 0; waitedMs < READY_TIMEOUT_MS; waitedMs += 50) {
    if (gone !== undefined) break;
    if (await answers()) return;
    await delay(50);
  }
  await child.stop();
  throw new StartError(`${what} did not start: ${lastLines(logFile, 3)} (more in ${logFile})`);
}

function killGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // Nobody of the group is left.
  }
}

function wholeText(stream: Readable): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
    stream.once('close', () => {
      resolve(text.trim());
    });
  });
}

function unref(stream: Writable): void {
  if ('unref' in stream && typeof stream.unref === 'function') (stream as { unref(): void }).unref();
}

/** Something the person at the keyboard can mend: the message is one clear sentence and what to do; no stack is shown. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
