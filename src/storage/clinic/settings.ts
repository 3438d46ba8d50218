import { sql } from 'kysely';
import type { ClinicSettings } from '../../domain/words/clinic';
import { DomainError } from '../../domain/words/error';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import type { SettingsSince } from '../../domain/step/rules';

/** The clinics of this store, the oldest first. */
export async function clinicIds(tx: Tx): Promise<string[]> {
  const rows = await tx.selectFrom('clinic').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

/** The clinic's settings of today and its time, in one statement. */
export async function readClinic(tx: Tx, clinicId: string): Promise<{ settings: ClinicSettings; now: Instant }> {
  const { rows } = await sql<{ settings: ClinicSettings; now: Instant }>`
    select settings, clinic_now(id) as now from clinic where id = ${clinicId}`.execute(tx);
  const row = rows[0];
  if (!row) throw new DomainError('not-found', 'There is no such clinic.');
  return row;
}

/** What the clinic is called among its own people, and its settings of today. */
export async function nameAndSettings(tx: Tx, clinicId: string): Promise<{ name: string; settings: ClinicSettings }> {
  return tx.selectFrom('clinic').select(['name', 'settings']).where('id', '=', clinicId).executeTakeFirstOrThrow();
}

/** For a query of enrolments and their clinic: whether settings came into force that their snapshot does not know yet. */
export const settingsChangedSince = sql<boolean>`exists (select from clinic_settings_version v
  where v.clinic_id = clinic.id and v.since > to_timestamp(case jsonb_typeof(enrolment.snapshot -> 'now')
    when 'number' then (enrolment.snapshot ->> 'now')::numeric end / 1000.0))`.as('settingsChanged');

/** All settings a clinic ever had, each with the instant from which it was in force, oldest first. */
export async function settingsByDay(tx: Tx, clinicId: string): Promise<SettingsSince[]> {
  const rows = await tx
    .selectFrom('clinic_settings_version')
    .select(['since', 'settings'])
    .where('clinic_id', '=', clinicId)
    .orderBy('version')
    .execute();
  return rows.map(({ since, settings }) => ({ since, clinic: settings }));
}

/** So many enrolments are made due in a second: as fast as they are carried out, so that nobody is called late. */
const A_SECOND = 30;

/**
 * Puts settings in force for everybody, from this instant on, and keeps the ones before. Whoever is enrolled is due soon,
 * so that plans follow. Call it under the lock of the clinic.
 */
export async function applySettings(tx: Tx, clinicId: string, settings: ClinicSettings): Promise<Instant> {
  const text = JSON.stringify(settings);
  await sql`update clinic set settings = ${text} where id = ${clinicId}`.execute(tx);
  await sql`update enrolment set nudged_at = null, nudges = 0,
      wake_at = least(enrolment.wake_at, clinic_now(${clinicId}) + places.place * interval '1 second' / ${A_SECOND})
    from (select id, row_number() over (order by id) as place from (
      select id from enrolment where clinic_id = ${clinicId} and status <> 'ended' order by id for no key update
    ) as everybody) as places
    where enrolment.id = places.id`.execute(tx);
  // Last, so that as little time as possible passes before the others see it.
  const { rows } = await sql<{
    since: Instant;
  }>`insert into clinic_settings_version (clinic_id, version, settings, since)
    values (${clinicId}, ${settings.version}, ${text}, clinic_now(${clinicId})) returning since`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('the new settings have no instant');
  return row.since;
}

/** The clinic, locked against another change at the same time. Without an id: the only one there is. */
export async function lockClinic(
  tx: Tx,
  clinicId: string | null,
): Promise<{ id: string; name: string; settings: ClinicSettings }[]> {
  let query = tx.selectFrom('clinic').select(['id', 'name', 'settings']);
  if (clinicId !== null) query = query.where('id', '=', clinicId);
  return query.orderBy('id').forNoKeyUpdate().execute();
}
