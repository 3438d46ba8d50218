import { sql } from 'kysely';
import type { Db } from '../../../src/storage/tx/connection';

/** When every clinic of a test opens, whatever day it is outside: a Monday without a holiday, in staffed hours, in winter time. */
export const TEST_DAY = Date.UTC(2026, 10, 23, 10);

/** Sets all clocks of a test's database to an instant; unlike a walk it may go back. What was made before counts as older. */
export async function setClinicClock(db: Db, at: number = TEST_DAY): Promise<void> {
  await sql`update clinic set clock_offset_ms = ${at} - (extract(epoch from clock_timestamp()) * 1000)::bigint`.execute(
    db,
  );
  await sql`update clinic_settings_version set since = least(since, ${new Date(at)})`.execute(db);
  await sql`update duty_shift set starts_at = least(starts_at, ${new Date(at)})`.execute(db);
}
