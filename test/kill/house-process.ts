import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/config/settings';
import { freePort } from '../../src/embedded/ports';
import type { People } from '../support/servers/people';
import { killAll, killPart, type Victim } from './victims';

type ApiKeys = Record<Exclude<keyof People, 'stranger'>, string>;

/** What `npm start` runs after install and build. */
const CLI = "require('./dist/src/cli/main').cli([process.execPath, 'throughline', 'start'])";
const START_MS = 180_000;

/** How often the watch of a house looks, unless the house is told otherwise. */
export const WATCH_SECONDS = 5;

/** The real supervisor with all its parts, in processes of their own, on a data folder of its own. */
export class HouseProcess {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'throughline-kill-')));
  private port = 0;

  /** `env` replaces settings that every such house has. */
  constructor(private readonly env: Readonly<Record<string, string>> = {}) {}

  /** Where the release lies that the next start runs. */
  release = repositoryRoot();

  private child: ChildProcess | null = null;

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get apiKeys(): ApiKeys {
    const demo = JSON.parse(readFileSync(join(this.folder, 'demo.json'), 'utf8')) as { apiKeys: ApiKeys };
    return demo.apiKeys;
  }

  get databaseUrl(): string {
    const { postgres } = JSON.parse(readFileSync(join(this.folder, 'ports.json'), 'utf8')) as { postgres: number };
    const password = readFileSync(join(this.folder, 'postgres.password'), 'utf8').trim();
    return `postgres://throughline:${password}@127.0.0.1:${postgres}/throughline`;
  }

  /** Resolves once everything answers, with what was said on the way. */
  async start(): Promise<string> {
    if (this.port === 0) this.port = await freePort();
    const { PATH, HOME, TMPDIR, TEMPORAL_CLI_PATH } = process.env;
    const child = spawn(process.execPath, ['-e', CLI], {
      cwd: this.release,
      env: {
        ...{ PATH, HOME, TMPDIR, TEMPORAL_CLI_PATH, LOG_LEVEL: 'warn' },
        THROUGHLINE_DATA: this.folder,
        THROUGHLINE_DEMO_PATIENTS: '0',
        PORT: String(this.port),
        MAIL_PACE_PER_SECOND: '0',
        MAIL_TIMEOUT_SECONDS: '5', // an attempt that nobody settles counts as ambiguous a minute after this
        WATCH_INTERVAL_SECONDS: `${WATCH_SECONDS}`,
        ...this.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    const log = createWriteStream(join(this.folder, 'logs-of-supervisor.log'), { flags: 'a' });
    let said = '';
    return new Promise((resolve, reject) => {
      const tooLate = setTimeout(() => {
        reject(new Error(`The house did not start within ${START_MS / 1000} seconds: ${said}`));
      }, START_MS);
      const hear = (chunk: Buffer): void => {
        log.write(chunk);
        said += chunk.toString();
        if (!said.includes('Throughline is running')) return;
        clearTimeout(tooLate);
        resolve(said);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('exit', () => {
        clearTimeout(tooLate);
        reject(new Error(`The house ended while starting: ${said}`)); // nothing, once it had started
      });
    });
  }

  /** In order, as Ctrl-C does. */
  async stop(): Promise<void> {
    const child = this.child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }

  /** kill -9. What the supervisor keeps running comes back by itself; after `all` the house is started again on its data. */
  async kill(victim: Victim): Promise<void> {
    if (victim !== 'all') return killPart(this.folder, victim);
    await killAll(this.folder, this.child?.pid ?? 0);
    await this.start();
  }

  /** Parts that ended without being killed, in the supervisor's words: a part that falls with another is worth a look. */
  get fallen(): string[] {
    const said = readFileSync(join(this.folder, 'logs-of-supervisor.log'), 'utf8').split('\n');
    return said.filter((line) => / (stopped \(|could not be started)/.test(line) && !line.includes('(signal 9)'));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
