import { Listr } from 'listr2';
import { readStartConfig, type StartConfig } from '../config/config';
import { openDataFolder, writeJson } from './data-folder';
import { stopLeftOvers } from './supervise/process-table';
import { choosePorts, requirePort } from './ports';
import { type PrepareDatabase, startSteps, type Step } from './steps';
import { untilReady } from './reachable';
import { Supervisor } from './supervise/supervisor';
import { takeLock } from './supervise/supervisor-lock';

export type House = {
  /** Starts every part that has no address of its own, in order, and keeps it running. */
  start(): Promise<void>;
  /** Stops what runs, newest first; may be called while `start` is still at work, and more than once. */
  stop(): Promise<void>;
  /** Lets parts that run begin anew, and waits until all of it answers. */
  renew(parts: readonly string[]): Promise<void>;
  readonly config: StartConfig;
};

/** Reads the settings at once, so that a fault in them costs nothing; nothing runs before `start`. */
export function createHouse(
  env: NodeJS.ProcessEnv,
  prepareDatabase: PrepareDatabase,
  say: (line: string) => void,
): House {
  const config = readStartConfig(env);
  let stopped: Promise<void> | undefined;
  let giveLockBack = (): void => undefined;
  let supervisor: Supervisor | undefined;

  async function stop(): Promise<void> {
    await supervisor?.stop((name) => {
      say(`${name} stopped`);
    });
    giveLockBack();
  }

  return {
    config,
    async start() {
      const folder = openDataFolder(config.dataFolder);
      giveLockBack = takeLock(folder.lock, config.publicUrl, say);
      await stopLeftOvers(folder, say);
      await requirePort(config.port, config.host);
      const ports = await choosePorts(folder, config.port);
      supervisor = new Supervisor({
        say,
        remember: (pids) => {
          writeJson(folder.parts, pids);
        },
      });
      await show(startSteps({ config, env, folder, ports, supervisor, prepareDatabase, say }));
    },
    async renew(parts) {
      await supervisor?.renew(parts);
      await untilReady(`http://${config.host}:${config.port}`);
    },
    stop: () => (stopped ??= stop()),
  };
}

async function show(steps: readonly Step[]): Promise<void> {
  let fault: unknown;
  const tasks = steps.map(({ title, run }) => ({
    title,
    task: (_context: unknown, task: { output: string }) =>
      run((line) => {
        task.output = line;
      }).catch((error: unknown) => {
        fault = error;
        throw new Error('see below'); // the sentence itself is said once, by whoever called us
      }),
  }));
  // Ctrl-C is ours: the parts must be stopped in order.
  const list = new Listr(tasks, {
    registerSignalListeners: false,
    rendererOptions: { showErrorMessage: false },
    // Also for a terminal that does not know its own width, such as one inside a script.
    fallbackRenderer: 'simple',
    fallbackRendererCondition: () => !process.stdout.isTTY || !process.stdout.columns,
  });
  await list.run().catch((error: unknown) => {
    throw fault ?? error;
  });
}
