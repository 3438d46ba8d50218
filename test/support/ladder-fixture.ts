import { sql } from 'kysely';
import type { SignalClass, Tier } from '../../src/domain/instrument/types';
import type { Role } from '../../src/domain/words/authority';
import type { Instant } from '../../src/domain/words/time';
import { connect, type Tx } from '../../src/storage/tx/connection';
import { clinicNow } from '../../src/storage/tx/fragments';
import { raiseEscalation, type Actor } from '../../src/storage/escalation/escalations';
import { transact } from '../../src/storage/tx/transact';
import { createTestDatabase } from './servers/database';
import { ladderSettings } from './ladder-settings';

export type LadderFixture = Awaited<ReturnType<typeof createLadderFixture>>;

/** A database of its own with clinics, staff on duty and patients; time moves by the clinic's offset. */
export async function createLadderFixture() {
  const database = await createTestDatabase();
  const db = connect(database.url, { max: 12 });
  await sql`insert into store (mode) values ('demo')`.execute(db);
  await sql`insert into pathway_version (pathway_id, version, state, content_hash, content)
    values ('test-pathway', 1, 'draft', 'none', '{}')`.execute(db);
  let count = 0;

  const insert = async (table: string, values: Record<string, unknown>): Promise<string> => {
    const columns = sql.join(Object.keys(values).map((name) => sql.ref(name)));
    const { rows } = await sql<{ id: string }>`
      insert into ${sql.table(table)} (${columns}) values (${sql.join(Object.values(values))}) returning id`.execute(
      db,
    );
    return rows[0]?.id ?? '';
  };

  async function aClinic(settings = ladderSettings) {
    const clinicId = await insert('clinic', { name: 'Riverside', settings: JSON.stringify(settings) });
    const now = () => clinicNow(db, clinicId);
    return {
      clinicId,
      now,
      /** Moves this clinic's clock on. */
      async pass(ms: number) {
        await sql`update clinic set clock_offset_ms = clock_offset_ms + ${ms} where id = ${clinicId}`.execute(db);
      },
      /** A named person as a principal, with a mailbox unless told otherwise. */
      async staff(
        role: Role = 'clinician',
        values: Record<string, unknown> = {},
      ): Promise<Actor & { staffId: string }> {
        count += 1;
        const row = {
          clinic_id: clinicId,
          name: `Staff ${count}`,
          email: `staff-${count}@example.test`,
          role,
          ...values,
        };
        return { clinicId, staffId: await insert('staff_member', row), role };
      },
      async shift(rota: string, staffId: string, startsAt: Instant, endsAt: Instant) {
        const span = { starts_at: new Date(startsAt), ends_at: new Date(endsAt) };
        return insert('duty_shift', { clinic_id: clinicId, rota, staff_id: staffId, ...span });
      },
      async patient() {
        count += 1;
        return insert('patient', {
          clinic_id: clinicId,
          reference: `A-${count}`,
          family_name: 'Okafor',
          given_name: 'Ada',
          born_on: '1970-05-14',
          time_zone: 'Europe/London',
          language: 'en',
          preferred_time: '09:00',
          email: `patient-${count}@example.test`,
        });
      },
      async enrolment(patientId: string, values: Record<string, unknown> = {}) {
        const row = { clinic_id: clinicId, patient_id: patientId, pathway_id: 'test-pathway', pathway_version: 1 };
        return insert('enrolment', {
          ...row,
          created_at: new Date(),
          wake_at: new Date(Date.now() + 3_600_000),
          ...values,
        });
      },
      signal(patientId: string, change: Partial<NewSignalValues> = {}) {
        count += 1;
        const base = {
          clinicId,
          patientId,
          enrolmentId: null,
          tier: 'now',
          class: 'spine',
          rule: 'foot-drop',
        } as const;
        return { ...base, signalKey: `signal-${count}`, ...change };
      },
    };
  }

  const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => transact(db, work);
  return {
    db,
    url: database.url,
    insert,
    aClinic,
    within,
    /** Raises at the clinic's time. */
    raise: (signal: Omit<Parameters<typeof raiseEscalation>[1], 'at'>) =>
      within(async (tx) => raiseEscalation(tx, { ...signal, at: await clinicNow(tx, signal.clinicId) })),
    escalation: (id: string) => db.selectFrom('escalation').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    stepsOf: async (id: string): Promise<string[]> => {
      const rows = await db
        .selectFrom('escalation_step')
        .select('what')
        .where('escalation_id', '=', id)
        .orderBy('id')
        .execute();
      return rows.map((row) => row.what);
    },
    messagesOf: (id: string) =>
      db.selectFrom('message').selectAll().where('escalation_id', '=', id).orderBy('id').execute(),
    async close() {
      await db.destroy();
      await database.drop();
    },
  };
}

type NewSignalValues = {
  enrolmentId: string | null;
  checkInId: string | null;
  tier: Tier;
  class: SignalClass;
  policy: string;
  rule: string;
  signalKey: string;
};
