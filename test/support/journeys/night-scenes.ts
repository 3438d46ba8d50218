import { sql } from 'kysely';
import type { SignalClass, Tier } from '../../../src/domain/instrument/types';
import type { anEnrolment, ApiFixture, Enrolled } from '../api-fixture';
import { atTheWeeklyPages } from '../care/at-the-page';

type NewPatient = Parameters<typeof anEnrolment>[0];

/** Time goes by in the clinic. */
export async function pass(f: ApiFixture, ms: number): Promise<void> {
  await f.store.demoClock.moveClock(f.db, f.clinicId, (await f.now()) + ms);
}

/** The next on the list is told: the ladder takes a step, and a mail server takes what it wrote. */
export async function tellNext(f: ApiFixture, escalationId: string): Promise<void> {
  await f.store.transact(f.db, (tx) => f.store.escalations.climb(tx, escalationId));
  await sql`update message set state = 'accepted', accepted_at = clinic_now(clinic_id)
    where escalation_id = ${escalationId} and state <> 'accepted'`.execute(f.db);
}

export type Ticked = Enrolled & { escalationId: string; tick: (...items: string[]) => Promise<unknown> };

/** A patient ticks signs of the weekly check-in, by their place in it, and the first on the list is told. */
export async function aPatientTicks(f: ApiFixture, items: string[], patient: NewPatient = {}): Promise<Ticked> {
  const enrolled = await f.enrolled(patient);
  const { tick } = await atTheWeeklyPages(f, enrolled);
  await tick(...items);
  await f.settle();
  const { id: escalationId } = await f.db
    .selectFrom('escalation')
    .select('id')
    .where('patient_id', '=', enrolled.patientId)
    .executeTakeFirstOrThrow();
  await tellNext(f, escalationId);
  return { ...enrolled, escalationId, tick };
}

type Sign = { tier: Tier; class?: SignalClass; rule?: string; key?: string };

/** Something about a patient that somebody must see, as an answer raises it. Gives the escalation. */
export async function raise(f: ApiFixture, { id, patientId }: Enrolled, sign: Sign): Promise<string> {
  const { tier, class: of = 'medication', rule = 'severe', key = `${tier} ${patientId}` } = sign;
  const { escalationId } = await f.store.transact(f.db, async (tx) =>
    f.store.escalations.raiseEscalation(tx, {
      ...{ clinicId: f.clinicId, patientId, enrolmentId: id, tier, class: of, rule, signalKey: key },
      at: await f.now(),
    }),
  );
  await tellNext(f, escalationId);
  return escalationId;
}

/** The pathway asks a clinician whether a surgical review is next: a trial of a medicine was stopped at once. */
export async function aQuestion(f: ApiFixture, patient: NewPatient = {}): Promise<Enrolled> {
  const enrolled = await f.enrolled(patient);
  await f.settle();
  const record = async (type: string, data: object) => {
    const answer = await f.as('clinician').post(`/api/v1/enrolments/${enrolled.id}/events`, { type, data });
    if (answer.status !== 202) throw new Error(`${type}: ${answer.text}`);
    await f.settle();
  };
  const startedOn = new Date(await f.now()).toISOString().slice(0, 10);
  await record('diagnosis.recorded', { mechanism: 'neuropathic' });
  await record('medication.started', { class: 'snri', agent: 'duloxetine', doseLevel: 'target', startedOn });
  await record('medication.stopped', { reason: 'side effects' });
  return enrolled;
}

/** So many patients of their own, each with something open: every fourth of tier now, the others of today. */
export async function manyOpen(f: ApiFixture, count: number): Promise<string[]> {
  const patients = await sql<{ id: string }>`
    insert into patient (clinic_id, reference, family_name, given_name, born_on, time_zone, language, preferred_time)
    select id, 'M-' || n, 'Many', 'Number ' || n, '1970-01-01', 'Europe/London', 'en', '09:00'
    from clinic, generate_series(1, ${count}::int) n where id = ${f.clinicId} returning id`.execute(f.db);
  const at = await f.now();
  return f.store.transact(f.db, async (tx) => {
    const ids: string[] = [];
    for (const [n, { id: patientId }] of patients.rows.entries()) {
      const { escalationId } = await f.store.escalations.raiseEscalation(tx, {
        ...{ clinicId: f.clinicId, patientId, enrolmentId: null, tier: n % 4 === 0 ? 'now' : 'today', at },
        ...{ class: 'medication', rule: 'severe', signalKey: `many ${String(n)}` },
      });
      ids.push(escalationId);
    }
    return ids;
  });
}
