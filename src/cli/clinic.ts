import { Command } from 'commander';
import { type Catalogue, loadCatalogue } from '../catalogue/catalogue';
import { settingsFaults } from '../catalogue/clinic/safety-check';
import type { ClinicSettings } from '../domain/words/clinic';
import { rewordedTexts, type SettingsDifference, settingsDifferences } from '../domain/migration/differences';
import { DomainError } from '../domain/words/error';
import type { Instant } from '../domain/words/time';
import { writeAudit } from '../storage/house/audit';
import type { Db, Tx } from '../storage/tx/connection';
import { applySettings, settingsByDay } from '../storage/clinic/settings';
import { zonesKnown } from '../storage/patient/speech';
import { transact } from '../storage/tx/transact';
import { loadClinic } from '../catalogue/clinic/load-clinic';
import { repositoryRoot } from '../config/settings';
import { createClinic, zoneFaults } from './clinic-create';
import { onOwnDatabase } from './own-database';
import { oneClinic, said } from './answers';

export type SettingsChange = {
  settings: ClinicSettings;
  /** May be left out while there is one clinic. */
  clinicId: string | null;
  /** Mail address of the member of staff who answers for it; null only shows the difference. */
  by: string | null;
};

export type AppliedSettings = {
  clinicId: string;
  version: { before: number; after: number };
  differences: SettingsDifference[];
  /** From when on they hold; null where nothing was written. */
  since: Instant | null;
};

/**
 * Puts a clinic's settings in force for everybody at once, as the next version. What is invalid is refused whole; where
 * nothing differs, nothing is written.
 */
export async function changeSettings(db: Db, catalogue: Catalogue, change: SettingsChange): Promise<AppliedSettings> {
  const zones = await zonesKnown(db);
  return transact(db, async (tx) => {
    const clinic = await oneClinic(tx, change.clinicId);
    const before = clinic.settings.version;
    const settings = { ...change.settings, version: before + 1 };
    const differences = settingsDifferences(clinic.settings, settings);
    const applied = { clinicId: clinic.id, version: { before, after: before + 1 }, differences, since: null };
    refuseOther(change.settings.version, before);
    const earlier = (await settingsByDay(tx, clinic.id)).map((each) => each.clinic);
    const faults = [
      ...zoneFaults(settings, zones),
      ...settingsFaults(catalogue, settings),
      ...rewordedTexts([...earlier, clinic.settings], settings),
    ];
    if (faults.length > 0) throw new DomainError('configuration', faults.join('\n'), { faults });
    if (differences.length === 0) return { ...applied, version: { before, after: before } };
    if (change.by === null) return applied;
    const principal = await answerable(tx, clinic.id, change.by);
    const since = await applySettings(tx, clinic.id, settings);
    const action = `clinic.settings-applied v${String(settings.version)}`;
    await writeAudit(tx, { clinicId: clinic.id, principal, action, subject: null, status: 200 });
    return { ...applied, since };
  });
}

/** Somebody else may have changed them since this file was written: the number says what it was made from. */
function refuseOther(written: number, inForce: number): void {
  if (written === inForce || written === inForce + 1) return;
  throw new DomainError(
    'stale-revision',
    `The file says version ${String(written)}, but version ${String(inForce)} is in force: look at what changed since, and write version: ${String(inForce + 1)}.`,
  );
}

async function answerable(tx: Tx, clinicId: string, email: string): Promise<string> {
  const member = await tx
    .selectFrom('staff_member')
    .select('id')
    .where('clinic_id', '=', clinicId)
    .where('email', '=', email)
    .where('role', 'in', ['lead', 'operator'])
    .where('active', '=', true)
    .executeTakeFirst();
  if (member) return member.id;
  throw new DomainError('not-allowed', '--by names no lead or operator of this clinic: give the mail address of one.');
}

type ApplyOptions = { clinicId?: string; by?: string; dryRun?: true };

/** `throughline clinic create|validate|apply <file>`: a clinic, and its settings, changed for everybody at once. */
export function clinicCommands(): Command {
  const clinic = new Command('clinic').description('make a clinic, check its settings, or put them in force');
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
  clinic
    .command('create <file>')
    .description('make a clinic with these settings; its people are added by `throughline staff add`')
    .requiredOption('--name <name>', 'what its own people call it')
    .action((file: string, { name }: { name: string }) => said(() => createClinic(file, name)));
  return clinic;
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
