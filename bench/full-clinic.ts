import { join } from 'node:path';
import { sql } from 'kysely';
import { loadCatalogue } from '../src/catalogue/catalogue';
import { loadClinic } from '../src/catalogue/clinic/load-clinic';
import { repositoryRoot } from '../src/config/settings';
import { livesOf } from '../src/domain/simulate/simulate';
import { statusOf } from '../src/domain/telling/summary';
import { taskRules } from '../src/domain/promises/tasks';
import { DAY } from '../src/domain/words/time';
import { seedDatabase } from '../src/house/seed';
import type { Db } from '../src/storage/tx/connection';

const PATHWAY = { id: 'post-laminectomy-syndrome', version: 2 };
/** Half a year of care each, as far as the core takes made-up patients; more of the same would only be copies of these. */
const LIVES = 40;
const LASTS = 180;
const ANSWERED = 12;

/**
 * A clinic of so many patients in the middle of their care: names, numbers and addresses, states that the core has made,
 * and the rows that belong to them. Its clock stands at the end of those lives.
 */
export async function fillClinic(db: Db, databaseUrl: string, patients: number): Promise<void> {
  await seedDatabase(databaseUrl, { mode: 'demo' });
  const now = Date.UTC(2026, 10, 23, 10);
  await sql`update clinic set clock_offset_ms = ${now} - (extract(epoch from clock_timestamp()) * 1000)::bigint`.execute(
    db,
  );
  const lives = livesIn(now);
  await writePatients(db, patients);
  await sql`insert into enrolment (clinic_id, patient_id, pathway_id, pathway_version, created_at, care_team, status, snapshot, wake_at)
    select p.clinic_id, p.id, ${PATHWAY.id}, ${PATHWAY.version}, ${new Date(now - LASTS * DAY)},
      jsonb_build_object('coordinator', (select id from staff_member where role = 'coordinator')),
      l.status, l.state, ${new Date(now + DAY)}
    from patient p join jsonb_to_recordset(${JSON.stringify(lives)}::jsonb) as l (n int, status text, state jsonb)
      on l.n = split_part(p.reference, '-', 2)::int % ${LIVES}`.execute(db);
  await writeWork(db, now);
  await sql`analyze`.execute(db);
}

function livesIn(now: number): { n: number; status: string; state: object }[] {
  const catalogue = loadCatalogue(repositoryRoot());
  const clinic = loadClinic(join(repositoryRoot(), 'clinic', 'demo.yaml'), catalogue.instruments);
  const cohort = { patients: LIVES, days: LASTS, enrolledAt: now - LASTS * DAY };
  return [...livesOf(catalogue.rules(PATHWAY, clinic), cohort, 1)].map(({ work: { state } }, n) => ({
    n,
    status: statusOf(state),
    state,
  }));
}

const FAMILIES = ['Okafor', 'Bright', 'Müller', 'O’Neill', 'Nowak', 'Singh', 'Osei', 'Haddad', 'Lund', 'Castellanos'];
const GIVEN = ['Ada', 'Edwin', 'Zoë', 'José', 'Mary-Jane', 'Piotr', 'Amara', 'Yusuf', 'Ingrid', 'Lucía'];

async function writePatients(db: Db, count: number): Promise<void> {
  await sql`insert into patient (clinic_id, reference, family_name, given_name, born_on, time_zone, language, preferred_time, email, phone)
    select c.id, 'B-' || n, (${FAMILIES}::text[])[1 + n % 10] || ' ' || substr(md5(n::text), 1, 5),
      (${GIVEN}::text[])[1 + (n / 10) % 10], date '1930-01-01' + (n * 7) % 25000, 'Europe/London', 'en', '09:00',
      'patient-' || n || '@example.test', '+44 20 7946 ' || lpad(n::text, 5, '0')
    from clinic c, generate_series(1, ${count}::int) n`.execute(db);
  await sql`insert into consent (patient_id, channel, given, given_on, recorded_at, recorded_by)
    select id, 'email', true, '2026-05-01', now() - interval '1 day', 'bench' from patient`.execute(db);
}

/** Nobody completes tasks in those lives: of what was due before, the clinic has done its work. */
const BEHIND = 7;

/** What the states say is open, as rows: tasks, questions, check-ins; answers of the weeks before; one escalation in thirty. */
async function writeWork(db: Db, now: number): Promise<void> {
  const at = (json: ReturnType<typeof sql>) => sql`to_timestamp((${json})::float8 / 1000)`;
  await sql`insert into task (clinic_id, enrolment_id, patient_id, key, kind, team, due_at, opened_at, status)
    select e.clinic_id, e.id, e.patient_id, e.id || '/' || (t ->> 'key'), t ->> 'task',
      ${JSON.stringify(Object.fromEntries(Object.entries(taskRules).map(([kind, { team }]) => [kind, team])))}::jsonb ->> (t ->> 'task'),
      ${at(sql`t ->> 'dueAt'`)}, ${new Date(now - 3 * DAY)},
      case when ${at(sql`t ->> 'dueAt'`)} < ${new Date(now - BEHIND * DAY)} then 'done' else 'open' end
    from enrolment e, jsonb_array_elements(e.snapshot -> 'tasks') t where e.status <> 'ended'`.execute(db);
  await sql`insert into gate (clinic_id, enrolment_id, key, gate, track, stage, question, verdict, opened_at, answer_by)
    select e.clinic_id, e.id, t #>> '{gate,key}', t #>> '{gate,gate}', t ->> 'track', t ->> 'stage', 'Is a review next?', '{}',
      ${at(sql`t #>> '{gate,openedAt}'`)}, ${at(sql`t #>> '{gate,answerBy}'`)}
    from enrolment e, jsonb_array_elements(e.snapshot -> 'tracks') t where jsonb_typeof(t -> 'gate') = 'object'`.execute(
    db,
  );
  await sql`insert into check_in (clinic_id, enrolment_id, patient_id, key, ask, opens_at, closes_at, status, sent_at)
    select e.clinic_id, e.id, e.patient_id, 'care/diagnosis/weekly@' || n, '["red-flags", "peg"]',
      ${new Date(now)}::timestamptz - (n * 7 - 3) * interval '1 day', ${new Date(now)}::timestamptz - (n * 7 - 10) * interval '1 day',
      case when n = 1 then 'planned' else 'answered' end, case when n > 1 then ${new Date(now)}::timestamptz - (n * 7 - 4) * interval '1 day' end
    from enrolment e, generate_series(1, ${ANSWERED}) n`.execute(db);
  await sql`insert into score (enrolment_id, check_in_id, score, value, raw, scorer_version, form_version, at)
    select enrolment_id, id, 'peg', 7 - ascii(key) % 3, 7, '1', '1', sent_at from check_in where sent_at is not null`.execute(
    db,
  );
  await sql`insert into escalation (clinic_id, patient_id, key, tier, class, policy, raised_at, next_due_at)
    select clinic_id, id, 'bench/' || id, (array['now', 'today', 'digest'])[1 + split_part(reference, '-', 2)::int % 3], 'spine', '{}',
      ${new Date(now)}::timestamptz - interval '2 hours', ${new Date(now)}::timestamptz - interval '1 hour'
    from patient where split_part(reference, '-', 2)::int % 30 < 3`.execute(db);
}
