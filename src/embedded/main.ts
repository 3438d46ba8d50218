import { ConfigError } from '../config/config';
import { repositoryRoot } from '../config/settings';
import { DomainError } from '../domain/words/error';
import { StartError } from './supervise/guarded-process';
import { renewOnSave } from './renew-on-save';
import { createHouse, type House } from './start';
import type { PrepareDatabase } from './steps';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** What `npm start` runs: prints where to look, and ends only when told to. */
export async function main(prepareDatabase: PrepareDatabase, { renewing = false } = {}): Promise<void> {
  // A closed terminal or pipe must not end us in the middle of stopping.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  const awake = setInterval(() => undefined, 60_000); // the parts alone do not keep this process running
  let house: House | undefined;
  let asked = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      asked += 1;
      // The second time at once: the parts notice by their pipes and stop by themselves.
      if (asked > 1 || house === undefined) process.exit(130);
      say('Stopping …');
      void house.stop().then(() => process.exit(0));
    });
  }
  try {
    house = createHouse(process.env, prepareDatabase, say);
    await house.start();
    if (asked > 0) return;
    welcome(house);
    if (renewing) renewOn(house);
  } catch (error) {
    if (asked > 0) return; // stopped while starting
    process.stderr.write(`\n${explain(error)}\n`);
    await house?.stop();
    clearInterval(awake);
    process.exitCode = 1;
  }
}

/** For development: API and worker begin anew when a file is saved; database and engine stay as they are. */
function renewOn(house: House): void {
  const renew = async (): Promise<void> => {
    const since = Date.now();
    await house.renew(['api', 'worker']);
    say(`  begun anew in ${((Date.now() - since) / 1000).toFixed(1)} s`);
  };
  renewOnSave(repositoryRoot(), renew, say);
  say('  API and worker begin anew when a file is saved.');
}

function welcome({ config }: House): void {
  say('');
  say(`Throughline is running: ${config.publicUrl}`);
  if (config.mode === 'demo') {
    say(`  caught mail    ${config.publicUrl}/demo/mailbox`);
    say(`  keys of staff  ${config.dataFolder}/demo.json`);
  }
  say(`  logs           ${config.dataFolder}/logs`);
  say('  Ctrl-C stops it; everything it keeps is in the data folder.');
}

function explain(error: unknown): string {
  const spoken = [StartError, ConfigError, DomainError];
  if (spoken.some((kind) => error instanceof kind)) return (error as Error).message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
