import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { readConfig } from '../config/config';
import { repositoryRoot } from '../config/settings';
import { keepDemoFile, openDataFolder } from '../embedded/data-folder';
import { main as start } from '../embedded/main';
import type { PrepareDatabase } from '../embedded/steps';
import { recover } from '../house/recover';
import { seedDatabase } from '../house/seed';
import { migrateToLatest } from '../storage/house/migrate';
import { clinicCommands } from './clinic';
import { enrolmentCommand } from './enrolment';
import { keyCommands } from './keys';
import { pathwayCommands } from './pathway';
import { instrumentCommands } from './instrument';
import { staffCommands } from './staff';
import { textCommands } from './texts';

const prepareDatabase: PrepareDatabase = async (databaseUrl, options) => {
  await migrateToLatest(databaseUrl, { mode: options.mode });
  return seedDatabase(databaseUrl, options);
};

/** Brings a named database to the newest shape; in a demonstration store it leaves the keys where `npm start` does. */
async function migrate(): Promise<void> {
  const { mode, databaseUrl, dataFolder, publicUrl } = readConfig(process.env);
  const prepare = (keysKept: boolean) => prepareDatabase(databaseUrl, { mode, keysKept });
  await (mode === 'demo' ? keepDemoFile(openDataFolder(dataFolder).demo, publicUrl, prepare) : prepare(true));
  console.log('The database is up to date.');
}

/** Runs what was typed. */
export async function cli(argv: readonly string[]): Promise<void> {
  await commands().parseAsync(argv);
}

/** The commands of `npx throughline`; each is one line into the part that does it. */
export function commands(): Command {
  const program = new Command('throughline')
    .description('Follows each patient along a care pathway.')
    .version(packageVersion(), '-V, --version', 'say which release this is');
  program
    .command('start', { isDefault: true })
    .description('start every part and keep it running (what npm start does)')
    .option('--renew-on-save', 'for development: API and worker begin anew when a file is saved')
    .action(({ renewOnSave }: { renewOnSave?: boolean }) => start(prepareDatabase, { renewing: renewOnSave }));
  program
    .command('migrate')
    .description('bring the database of DATABASE_URL to the newest shape, with the made-up clinic in a demonstration')
    .action(migrate);
  program
    .command('recover')
    .description('nudge everything open, after the engine lost its data or was replaced')
    .action(async () => {
      const { enrolments, escalations, missed } = await recover(readConfig(process.env));
      console.log(`Nudged ${enrolments} enrolments and ${escalations} escalations.`);
      if (missed === 0) return;
      console.error(`The engine took ${missed} nudges fewer than that: see whether it answers, then run this again.`);
      process.exitCode = 1;
    });
  program.addCommand(instrumentCommands());
  program.addCommand(clinicCommands());
  program.addCommand(staffCommands());
  program.addCommand(keyCommands());
  program.addCommand(enrolmentCommand());
  program.addCommand(pathwayCommands());
  program.addCommand(textCommands());
  return program;
}

function packageVersion(): string {
  const file = readFileSync(join(repositoryRoot(), 'package.json'), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}
