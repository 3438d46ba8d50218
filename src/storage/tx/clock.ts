import { sql } from 'kysely';
import type { Instant } from '../../domain/words/time';
import type { Tx } from './connection';

/** The clinic's time: the wall clock plus the offset of a demonstration store. Taken after the locks, once per transaction. */
export async function clinicNow(tx: Tx, clinicId: string): Promise<Instant> {
  const { rows } = await sql<{ now: Instant }>`select clinic_now(${clinicId}) as now`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error('clinic_now answered nothing');
  return row.now;
}
