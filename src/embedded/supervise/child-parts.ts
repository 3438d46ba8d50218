import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { StartConfig } from '../../config/config';
import { repositoryRoot, Settings } from '../../config/settings';
import type { DataFolder } from '../data-folder';
import { isListening } from '../ports';
import { rotate, startGuarded, untilItAnswers } from './guarded-process';
import type { Part } from './supervisor';

/** Where each process of ours begins, below dist/src. */
const ENTRIES = {
  'mail catcher': 'processes/mail-catcher.js',
  worker: 'processes/worker.js',
  api: 'processes/server.js',
  watch: 'processes/watch.js',
  'made-up patients': 'processes/made-up-patients.js',
} as const;
type ChildName = keyof typeof ENTRIES;

export type Addresses = { readonly databaseUrl: string; readonly temporalAddress: string; readonly smtpUrl: string };

const ANSWER_MS = 5000;
/** Longer than their own turns take, even while the database hangs. */
const BEATS_MS = { worker: 90_000, watch: 120_000 } as const;
const beats = (name: ChildName): name is keyof typeof BEATS_MS => name in BEATS_MS;

/** A process of ours under the supervisor; `port` is where it listens once it is ready. */
export function childPart(
  name: ChildName,
  folder: DataFolder,
  env: NodeJS.ProcessEnv,
  listensAt?: { readonly host: string; readonly port: number },
): Part {
  const logFile = folder.log(name.replaceAll(' ', '-'));
  const heartbeat = folder.heartbeat(name);
  return {
    name,
    ...(name === 'made-up patients' ? { ends: true } : {}),
    ...(beats(name) ? { isAlive: () => beatsWithin(heartbeat, BEATS_MS[name] + 2 * watchMs(env)) } : {}),
    ...(name === 'api' && listensAt !== undefined ? { isAlive: () => answers(listensAt) } : {}),
    async start() {
      rotate(logFile);
      if (beats(name)) beginBeat(heartbeat);
      const child = await startGuarded({
        // The folder in the command line lets a later start tell our left-over processes from anybody else's.
        command: [process.execPath, join(repositoryRoot(), 'dist', 'src', ENTRIES[name]), `--data=${folder.root}`],
        env: { ...env, THROUGHLINE_HEARTBEAT: beats(name) ? heartbeat : '' },
        logFile,
        stopSignal: 'TERM',
        cwd: repositoryRoot(),
      });
      if (listensAt !== undefined)
        await untilItAnswers(`The ${name}`, child, logFile, () => isListening(listensAt.port, listensAt.host));
      return child;
    },
  };
}

/** How long a turn of the watch may rest. */
const watchMs = (env: NodeJS.ProcessEnv): number => Number(env.WATCH_INTERVAL_SECONDS ?? 30) * 1000;

function beginBeat(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
  } catch {
    // Then nobody can tell whether it goes on, and it is left alone.
  }
}

function beatsWithin(file: string, ms: number): Promise<boolean> {
  const last = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return Promise.resolve(last === undefined || Date.now() - last < ms);
}

async function answers({ host, port }: { host: string; port: number }): Promise<boolean> {
  const { ok } = await fetch(`http://${host}:${port}/healthz`, { signal: AbortSignal.timeout(ANSWER_MS) });
  return ok;
}

/** Everything a process may know, by name: nothing else of our own environment reaches it. */
export function childEnvironment(
  config: StartConfig,
  addresses: Addresses,
  folder: DataFolder,
  env: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const passedOn = ['PATH', 'HOME', 'LANG', 'TMPDIR', ...Object.keys(Settings.shape)];
  return {
    ...Object.fromEntries(passedOn.map((name) => [name, env[name]])),
    NODE_ENV: 'production',
    TZ: 'UTC',
    THROUGHLINE_MODE: config.mode,
    THROUGHLINE_DATA: folder.root,
    THROUGHLINE_DEMO_PATIENTS: String(config.demoPatients),
    HOST: config.host,
    PORT: String(config.port),
    PUBLIC_URL: config.publicUrl,
    DATABASE_URL: addresses.databaseUrl,
    TEMPORAL_ADDRESS: addresses.temporalAddress,
    TEMPORAL_NAMESPACE: config.temporalNamespace,
    SMTP_URL: addresses.smtpUrl,
    LOG_LEVEL: config.logLevel,
  };
}
