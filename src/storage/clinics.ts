import { sql } from 'kysely';
import type { ClinicSettings } from '../domain/clinic';
import { DomainError } from '../domain/error';
import type { Instant } from '../domain/time';
import type { Tx } from './connection';

/** The clinic's settings of today and its time, in one statement. */
export async function readClinic(tx: Tx, clinicId: string): Promise<{ settings: ClinicSettings; now: Instant }> {
  const { rows } = await sql<{ settings: ClinicSettings; now: Instant }>`
    select settings, clinic_now(id) as now from clinic where id = ${clinicId}`.execute(tx);
  const row = rows[0];
  if (!row) throw new DomainError('not-found', 'There is no such clinic.');
  return row;
}
