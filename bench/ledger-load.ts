import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { connect, type Db } from '../src/storage/tx/connection';
import { migrateToLatest } from '../src/storage/house/migrate';

const settings = {
  version: 1,
  publicName: 'Riverside Outpatients',
  phone: '+44 20 7946 0000',
  emergencyNumber: '999',
  timeZone: 'Europe/London',
  promptHours: { from: '00:00', to: '24:00' },
};

export type LoadedDatabase = { url: string; db: Db; refill(): Promise<void>; drop(): Promise<void> };

/** A database of its own with `count` enrolled patients; `refill` makes one mail of each due now, in a fresh ledger. */
export async function createLoadedDatabase(adminUrl: string, count: number): Promise<LoadedDatabase> {
  const name = `bench_${randomBytes(6).toString('hex')}`;
  const admin = connect(adminUrl, { max: 1, statementTimeoutMs: 60_000 });
  await sql`create database ${sql.id(name)}`.execute(admin);
  const url = Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href;
  await migrateToLatest(url);
  const db = connect(url, { max: 10, statementTimeoutMs: 60_000 });
  await seed(db, count);
  return {
    url,
    db,
    refill: () => refill(db),
    async drop() {
      await db.destroy();
      await sql`drop database ${sql.id(name)} with (force)`.execute(admin);
      await admin.destroy();
    },
  };
}

async function seed(db: Db, count: number): Promise<void> {
  await sql`insert into store (mode) values ('demo')`.execute(db);
  await sql`insert into clinic (name, settings) values ('Riverside', ${JSON.stringify(settings)})`.execute(db);
  await sql`insert into pathway_version (pathway_id, version, state, content_hash, content)
    values ('bench', 1, 'draft', 'none', '{}')`.execute(db);
  await sql`insert into patient (clinic_id, reference, family_name, given_name, born_on, time_zone, language, preferred_time, email)
    select c.id, 'B-' || n, 'Okafor', 'Ada', '1970-05-14', 'Europe/London', 'en', '09:00', 'patient-' || n || '@example.test'
    from clinic c, generate_series(1, ${count}::int) n`.execute(db);
  await sql`insert into consent (patient_id, channel, given, given_on, recorded_at, recorded_by)
    select id, 'email', true, '2026-11-01', now() - interval '1 day', 'bench' from patient`.execute(db);
  await sql`insert into enrolment (clinic_id, patient_id, pathway_id, pathway_version, created_at)
    select clinic_id, id, 'bench', 1, now() from patient`.execute(db);
  await sql`insert into check_in (clinic_id, enrolment_id, patient_id, key, ask, opens_at, closes_at)
    select clinic_id, id, patient_id, 'care/diagnosis/weekly@2026-12-01', '["peg"]', now() - interval '1 hour', now() + interval '7 days'
    from enrolment`.execute(db);
}

async function refill(db: Db): Promise<void> {
  await sql`truncate link, message_attempt, message`.execute(db);
  await sql`insert into message (clinic_id, key, lane, channel, template, role, enrolment_id, patient_id, check_in_id, due_at, expires_at, created_at)
    select clinic_id, enrolment_id || '/invite', 'bulk', 'mail', 'check-in', 'invite', enrolment_id, patient_id, id,
      now() - interval '1 minute', closes_at, now() from check_in`.execute(db);
  await sql`analyze`.execute(db);
  await sql`checkpoint`.execute(db);
}
