import { Command } from 'commander';
import { loadCatalogue, type Catalogue } from '../catalogue/catalogue';
import { loadClinic } from '../catalogue/clinic/load-clinic';
import { settingsFaults } from '../catalogue/clinic/settings-faults';
import { repositoryRoot } from '../config/repository-root';
import type { ClinicSettings } from '../domain/words/clinic';
import { DomainError } from '../domain/words/error';
import { changeSettings, type AppliedSettings } from './apply-settings';
import { onOwnDatabase } from './own-database';

type ApplyOptions = { clinicId?: string; by?: string; dryRun?: true };

/** `throughline clinic validate|apply <file>`: the settings of a clinic, changed for everybody at once. */
export function clinicCommands(): Command {
  const clinic = new Command('clinic').description('check the settings of a clinic, or put them in force');
  clinic
    .command('validate <file>')
    .description('say what is wrong with a settings file, its texts, and the pathways under it')
    .action((file: string) => said(() => Promise.resolve(validate(file))));
  clinic
    .command('apply <file>')
    .description('show the difference and put the file in force in the database of DATABASE_URL, as the next version')
    .option('--clinic-id <id>', 'which clinic, where there are several')
    .option('--by <address>', 'mail address of the lead or operator who answers for the change')
    .option('--dry-run', 'show the difference and write nothing')
    .action((file: string, options: ApplyOptions) => said(() => apply(file, options)));
  return clinic;
}

/** A refusal is one sentence per fault, and an exit code that scripts see. */
async function said(run: () => Promise<string>): Promise<void> {
  try {
    console.log(await run());
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

function validate(file: string): string {
  const catalogue = loadCatalogue(repositoryRoot());
  const faults = settingsFaults(catalogue, read(file, catalogue));
  if (faults.length > 0) throw new DomainError('configuration', faults.join('\n'), { faults });
  return `${file}: nothing found.`;
}

const read = (file: string, { instruments }: Catalogue): ClinicSettings => loadClinic(file, instruments);

async function apply(file: string, { clinicId, by, dryRun }: ApplyOptions): Promise<string> {
  if (dryRun !== true && by === undefined) {
    throw new DomainError('invalid', '--by is missing: name who answers for the change, or look first with --dry-run.');
  }
  return onOwnDatabase(async (db) => {
    const catalogue = loadCatalogue(repositoryRoot());
    const change = { settings: read(file, catalogue), clinicId: clinicId ?? null, by: dryRun ? null : (by ?? null) };
    return appliedText(await changeSettings(db, catalogue, change));
  });
}

export function appliedText({ version, differences, since }: AppliedSettings): string {
  if (differences.length === 0) return `Nothing differs: version ${String(version.before)} stays in force.`;
  const lines = differences.map(
    ({ path, before, after }) => `${path}: ${before ?? 'not there'} → ${after ?? 'not there'}`,
  );
  const end =
    since === null
      ? `Nothing was written: this would be version ${String(version.after)}.`
      : `Version ${String(version.after)} is in force for everybody since ${new Date(since).toISOString()}.`;
  return [...lines, end].join('\n');
}
