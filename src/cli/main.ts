import { Command } from 'commander';
import { readConfig } from '../config/config';
import { main as start } from '../embedded/main';
import type { PrepareDatabase } from '../embedded/steps';
import { migrateToLatest } from '../storage/migrate';

const prepareDatabase: PrepareDatabase = async (databaseUrl) => {
  await migrateToLatest(databaseUrl);
  return { apiKeys: null };
};

/** The commands of `npx throughline`; each is one line into the part that does it. */
export async function cli(argv: readonly string[]): Promise<void> {
  const program = new Command('throughline').description('Follows each patient along a care pathway.');
  program
    .command('start', { isDefault: true })
    .description('start every part and keep it running (what npm start does)')
    .action(() => start(prepareDatabase));
  program
    .command('migrate')
    .description('bring the database of DATABASE_URL to the newest shape')
    .action(async () => {
      const done = await migrateToLatest(readConfig(process.env).databaseUrl);
      console.log(done.length === 0 ? 'The database is up to date.' : `Done: ${done.join(', ')}`);
    });
  await program.parseAsync(argv);
}
