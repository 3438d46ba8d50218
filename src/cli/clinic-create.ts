import { sql } from 'kysely';
import { loadCatalogue } from '../catalogue/catalogue';
import { loadClinic } from '../catalogue/clinic/load-clinic';
import { settingsFaults } from '../catalogue/clinic/safety-check';
import { repositoryRoot } from '../config/settings';
import type { ClinicSettings } from '../domain/words/clinic';
import { DomainError } from '../domain/words/error';
import { zonesKnown } from '../storage/patient/speech';
import { transact } from '../storage/tx/transact';
import { noted } from './answers';
import { onOwnDatabase } from './own-database';

/** A clinic without people yet. What is invalid in its settings is refused whole, and so is a second one of the same name. */
export function createClinic(file: string, name: string): Promise<string> {
  return onOwnDatabase(async (db) => {
    const catalogue = loadCatalogue(repositoryRoot());
    const settings = loadClinic(file, catalogue.instruments);
    const faults = [...zoneFaults(settings, await zonesKnown(db)), ...settingsFaults(catalogue, settings)];
    if (faults.length > 0) throw new DomainError('configuration', faults.join('\n'), { faults });
    return transact(db, async (tx) => {
      if (await tx.selectFrom('clinic').select('id').where('name', '=', name).executeTakeFirst())
        throw new DomainError('duplicate', `There is a clinic called ${name} already: choose another --name.`);
      const { id } = await tx
        .insertInto('clinic')
        .values({ name, settings: JSON.stringify(settings) })
        .returning('id')
        .executeTakeFirstOrThrow();
      await sql`insert into clinic_settings_version (clinic_id, version, settings)
        values (${id}, ${settings.version}, ${JSON.stringify(settings)})`.execute(tx);
      await noted(tx, id, 'clinic.created', null);
      return `The clinic ${name} is ${id}. Add its people next: throughline staff add --help`;
    });
  });
}

/** A day must be the same day in the calendar and in the database, which counts some of them. */
export function zoneFaults({ timeZone }: ClinicSettings, known: ReadonlySet<string>): string[] {
  if (known.has(timeZone)) return [];
  return [
    `timeZone is ${timeZone}, which this database does not know: write the zone of the largest city that keeps the same time.`,
  ];
}
