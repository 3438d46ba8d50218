import { setTimeout as delay } from 'node:timers/promises';
import type { GuardedProcess } from './guarded-process';

export type Part = {
  readonly name: string;
  /** Resolves once the part can be used. */
  readonly start: () => Promise<GuardedProcess>;
  /** Whether it goes on. Asked again and again while it runs: one that does not, time after time, is ended and started again. */
  readonly isAlive?: () => Promise<boolean>;
  /** Its work has an end: when it stops by itself without a fault, it is done. */
  readonly ends?: true;
};

export type SupervisorOptions = {
  readonly say: (line: string) => void;
  /** Told who runs whenever that changes, so that a later start can find left-overs. */
  readonly remember: (pids: Readonly<Record<string, number>>) => void;
  readonly firstPauseMs?: number;
  readonly probeEveryMs?: number;
};

const LONGEST_PAUSE_MS = 30_000;
const PROBE_EVERY_MS = 10_000;
/** One answer may be late on a busy machine; three in a row are a part that nobody can use. */
const FROZEN_AFTER = 3;
/** A part that ran this long had recovered: its next restart is quick again. */
const RECOVERED_MS = 60_000;

/** Keeps parts running: what dies is started again, more patiently each time; stops all in reverse order. */
export class Supervisor {
  private readonly running = new Map<string, Promise<GuardedProcess>>();
  private readonly pids: Record<string, number> = {};
  private readonly renewed = new Set<string>();
  private readonly stopping = new AbortController();

  constructor(private readonly options: SupervisorOptions) {}

  /** Starts a part and from then on keeps it running; a first start that fails is the caller's to report. */
  async run(part: Part): Promise<void> {
    const child = await this.start(part);
    void this.keep(part, child);
  }

  async stop(stopped: (name: string) => void = () => undefined): Promise<void> {
    this.stopping.abort();
    for (const [name, starting] of [...this.running].reverse()) {
      const child = await starting.catch(() => null);
      await child?.stop();
      stopped(name);
    }
  }

  /** Ends parts and starts them again at once: what they are made from has changed. */
  async renew(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const child = await this.running.get(name)?.catch(() => null);
      if (!child) continue;
      this.renewed.add(name);
      child.kill();
      await child.exited;
    }
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private async start(part: Part): Promise<GuardedProcess> {
    if (this.isStopping()) throw new Error('stopping');
    const starting = part.start();
    this.running.set(part.name, starting);
    const child = await starting;
    this.pids[part.name] = child.pid;
    try {
      this.options.remember(this.pids);
    } catch (error) {
      this.options.say(`who runs could not be written down: ${asError(error).message}`);
    }
    void this.probe(part, child);
    return child;
  }

  private forget({ name }: Part): void {
    this.running.delete(name);
    Reflect.deleteProperty(this.pids, name);
    this.options.remember(this.pids);
  }

  private async probe(part: Part, child: GuardedProcess): Promise<void> {
    const { isAlive } = part;
    if (isAlive === undefined) return;
    const ended = new AbortController();
    const over = AbortSignal.any([this.stopping.signal, ended.signal]);
    void child.exited.finally(() => {
      ended.abort();
    });
    let missed = 0;
    while (missed < FROZEN_AFTER) {
      await delay(this.options.probeEveryMs ?? PROBE_EVERY_MS, undefined, { signal: over, ref: false }).catch(
        () => undefined,
      );
      missed = (await isAlive().catch(() => false)) ? 0 : missed + 1;
      if (over.aborted) return;
    }
    this.options.say(`${part.name} runs but does not go on: ending it`);
    child.kill();
  }

  private async keep(part: Part, first: GuardedProcess): Promise<void> {
    const shortest = this.options.firstPauseMs ?? 1000;
    let pauseMs = shortest;
    let child: GuardedProcess | Error = first;
    while (!this.isStopping()) {
      const since = Date.now();
      if (part.ends && !(child instanceof Error) && (await child.exited) === 0) {
        this.forget(part);
        return;
      }
      const what =
        child instanceof Error ? `could not be started: ${child.message}` : `stopped (${describe(await child.exited)})`;
      if (this.isStopping()) return;
      if (Date.now() - since > RECOVERED_MS) pauseMs = shortest;
      if (!this.renewed.delete(part.name)) {
        this.options.say(`${part.name} ${what}; starting it again in ${Math.ceil(pauseMs / 1000)} s`);
        await delay(pauseMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      }
      child = await this.start(part).catch((error: unknown) => asError(error));
      if (!(child instanceof Error)) this.options.say(`${part.name} runs again`);
    }
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

function describe(code: number): string {
  return code > 128 ? `signal ${code - 128}` : `exit code ${code}`;
}
