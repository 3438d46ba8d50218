import type { ClinicSettings } from '../domain/clinic';
import { DomainError } from '../domain/error';
import type { Tx } from './connection';

/** The clinic's settings of today. Each statement reads them anew: what belongs to the clinic takes effect at once. */
export async function clinicSettings(tx: Tx, clinicId: string): Promise<ClinicSettings> {
  const row = await tx.selectFrom('clinic').select('settings').where('id', '=', clinicId).executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'There is no such clinic.');
  return row.settings;
}
