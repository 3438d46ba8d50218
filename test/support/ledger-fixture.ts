import { sql } from 'kysely';
import type { ClinicSettings } from '../../src/domain/words/clinic';
import type { CheckInMail, Handover } from '../../src/domain/words/message';
import { connect, type Db } from '../../src/storage/tx/connection';
import { createTestDatabase } from './servers/database';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

export type Row = {
  state: string;
  reason: string | null;
  attempts: number;
  due_at: number;
  lease_until: number | null;
};

/** A clinic with patients and a ledger, on a database of its own. Everything is due unless told otherwise. */
export type LedgerFixture = Awaited<ReturnType<typeof createLedgerFixture>>;

export async function createLedgerFixture() {
  const database = await createTestDatabase();
  const db = connect(database.url, { max: 12, connectTimeoutMs: 60_000 });
  const ids = await seedClinic(db);
  let count = 0;

  return {
    db,
    url: database.url,
    ...ids,
    async close() {
      await db.destroy();
      await database.drop();
    },
    /** One enrolled patient with an open check-in. */
    async enrol() {
      count += 1;
      const email = `patient-${count}@example.test`;
      const patient = await insert(db, 'patient', {
        clinic_id: ids.clinicId,
        reference: `A-${count}`,
        family_name: 'Okafor',
        given_name: 'Ada',
        born_on: '1970-05-14',
        time_zone: 'Etc/UTC',
        language: 'en',
        preferred_time: '09:00',
        email,
      });
      await insert(db, 'consent', {
        patient_id: patient,
        channel: 'email',
        given: true,
        given_on: '2026-11-01',
        recorded_at: ago(DAY),
        recorded_by: 'test',
      });
      const enrolment = await insert(db, 'enrolment', {
        clinic_id: ids.clinicId,
        patient_id: patient,
        pathway_id: 'test-pathway',
        pathway_version: 1,
        created_at: ago(DAY),
      });
      const checkIn = await insert(db, 'check_in', {
        clinic_id: ids.clinicId,
        enrolment_id: enrolment,
        patient_id: patient,
        key: 'care/diagnosis/weekly@2026-12-01',
        ask: '["peg"]',
        opens_at: ago(MINUTE),
        closes_at: ago(-7 * DAY),
      });
      return { patient, enrolment, checkIn, email };
    },
    /** A planned mail of a check-in; due a minute ago. */
    async planMail(
      owner: { patient: string; enrolment: string; checkIn: string },
      values: Record<string, unknown> = {},
    ) {
      count += 1;
      return insert(db, 'message', {
        clinic_id: ids.clinicId,
        key: `${owner.enrolment}/${count}`,
        lane: 'bulk',
        channel: 'mail',
        template: 'check-in',
        role: 'invite',
        enrolment_id: owner.enrolment,
        patient_id: owner.patient,
        check_in_id: owner.checkIn,
        due_at: ago(MINUTE),
        expires_at: ago(-7 * DAY),
        created_at: ago(DAY),
        ...values,
      });
    },
    /** An open escalation about a patient, at rung 1 of round 1. */
    async escalate(patient: string) {
      count += 1;
      return insert(db, 'escalation', {
        clinic_id: ids.clinicId,
        patient_id: patient,
        key: `escalation-${count}`,
        tier: 'now',
        class: 'spine',
        policy: '{"rungs":[{"rota":"first","waitMinutes":15},{"rota":"second","waitMinutes":15}]}',
        rung: 1,
        raised_at: ago(MINUTE),
        next_due_at: ago(-15 * MINUTE),
      });
    },
    async set(table: string, id: string, values: Record<string, unknown>) {
      const sets = sql.join(Object.entries(values).map(([column, value]) => sql`${sql.ref(column)} = ${value}`));
      await sql`update ${sql.table(table)} set ${sets} where id = ${id}`.execute(db);
    },
    async row(messageId: string): Promise<Row> {
      return db
        .selectFrom('message')
        .select(['state', 'reason', 'attempts', 'due_at', 'lease_until'])
        .where('id', '=', messageId)
        .executeTakeFirstOrThrow();
    },
    async attemptsOf(messageId: string) {
      return db
        .selectFrom('message_attempt')
        .selectAll()
        .where('message_id', '=', messageId)
        .orderBy('started_at')
        .execute();
    },
  };
}

async function seedClinic(db: Db) {
  await sql`insert into store (mode) values ('demo')`.execute(db);
  const clinicId = await insert(db, 'clinic', { name: 'Riverside', settings: JSON.stringify(settings) });
  await sql`insert into pathway_version (pathway_id, version, state, content_hash, content)
    values ('test-pathway', 1, 'draft', 'none', '{}')`.execute(db);
  const staff = (name: string) =>
    insert(db, 'staff_member', { clinic_id: clinicId, name, email: `${name}@example.test`, role: 'clinician' });
  return { clinicId, staffId: await staff('lee'), otherStaffId: await staff('sam') };
}

export const ago = (ms: number): Date => new Date(Date.now() - ms);

const insert = async (db: Db, table: string, values: Record<string, unknown>): Promise<string> => {
  const columns = sql.join(Object.keys(values).map((name) => sql.ref(name)));
  const { rows } = await sql<{ id: string }>`
    insert into ${sql.table(table)} (${columns}) values (${sql.join(Object.values(values))}) returning id`.execute(db);
  const row = rows[0];
  if (!row) throw new Error(`no row was inserted into ${table}`);
  return row.id;
};

/** Only what the ledger reads; patients may be written to at any hour. */
const settings: Partial<ClinicSettings> = {
  version: 1,
  publicName: 'Riverside Outpatients',
  phone: '+44 20 7946 0000',
  emergencyNumber: '999',
  timeZone: 'Europe/London',
  staffedHours: [{ weekday: 1, from: '09:00', to: '17:00' }],
  promptHours: { from: '00:00', to: '24:00' },
  texts: { en: { safetyNet: { version: 'en-7', lines: ['In an emergency ring 999.'] }, help: {} } },
};

/** A hand-over as the ledger makes it, for the roads out. */
export function aHandover(values: Partial<Handover> = {}): Handover {
  return {
    messageId: '0199a000-0000-7000-8000-000000000001',
    attemptId: '0199a000-0000-7000-8000-00000000000a',
    attempt: 1,
    channel: 'mail',
    template: 'check-in',
    role: 'invite',
    to: 'ada@example.test',
    language: 'en',
    clinic: {
      publicName: 'Riverside Outpatients',
      phone: '+44 20 7946 0000',
      emergencyNumber: '999',
      timeZone: 'Europe/London',
    },
    checkIn: aCheckInMail(),
    appointment: null,
    report: null,
    alert: null,
    test: null,
    ...values,
  };
}

export const aCheckInMail = (values: Partial<CheckInMail> = {}): CheckInMail => ({
  today: false,
  givenName: 'Ada',
  pathwayId: 'test-pathway',
  pathwayVersion: 1,
  closesAt: Date.UTC(2026, 4, 12, 8),
  timeZone: 'Europe/London',
  linkCode: '7KQ4-XM2P-9TRD-H3VN-7KQ4-XM2P-9TRD',
  safetyNet: ['In an emergency ring 999.'],
  opened: { ask: ['red-flags', 'peg'], deferred: [], answers: [], isWatched: true },
  clinicHours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00' })),
  ...values,
});

/** The same hand-over as a staff alert. */
export const anAlert = (values: Partial<Handover> = {}): Handover =>
  aHandover({
    template: 'staff-alert',
    role: 'staff-alert',
    to: 'lee@example.test',
    checkIn: null,
    alert: {
      escalationId: '0199a000-0000-7000-8000-0000000000ee',
      tier: 'now',
      answerBy: Date.UTC(2026, 4, 12, 14),
      times: 1,
      items: 1,
      next: 'Amara Osei',
      news: false,
    },
    ...values,
  });
