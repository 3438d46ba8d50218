import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../src/storage/tx/connection';
import { startBareRoute } from './floors/bare-route';
import { countStatements } from './count-statements';
import { alone, type Measured, ofRounds, quantile } from './figure';
import { openLoop, type Post, postForm } from './open-loop';
import { startHouse } from './running-house';
import type { Servers } from './servers';

/** Decided before any run: what 10,000 patients send who open their mail within the same quarter of an hour. */
const PER_SECOND = 50;
const ROUNDS = 5;
/** Both sides in turns within a round, so that a busy moment of the machine meets both. */
const SLICES = 4;
const SLICE_SECONDS = 2.5;
const WARM_SECONDS = 4;
const COUNTED = 300;
const ITEMS = 3;
/** Patients who answer side by side: each sends one item, then each the next. */
const SIDE_BY_SIDE = 100;

const perSlice = PER_SECOND * SLICE_SECONDS;
const warm = PER_SECOND * WARM_SECONDS;
const total = warm + ROUNDS * SLICES * perSlice + COUNTED;
const patients = Math.ceil(total / (SIDE_BY_SIDE * ITEMS)) * SIDE_BY_SIDE;

/** Saving one PEG item as a patient session, against a bare Express route with one INSERT on the same PostgreSQL. */
export async function benchAnswers(servers: Servers): Promise<Measured[]> {
  const house = await startHouse(servers, { namespace: 'clock', worker: false });
  const bare = await startBareRoute(servers, String(house.env.DATABASE_URL));
  try {
    await openForms(house.db, patients);
    await sql`create extension pg_stat_statements`.execute(house.db);
    const sides = { ours: sender(house.port), bare: sender(bare.port) };
    await sides.ours(warm);
    await sides.bare(warm);
    const rounds: { ours: number[]; bare: number[] }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const times = { ours: [] as number[], bare: [] as number[] };
      for (let slice = 0; slice < SLICES; slice += 1) {
        const order = (round + slice) % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const);
        for (const side of order) times[side].push(...(await sides[side](perSlice)));
      }
      rounds.push(times);
    }
    const ours = await countStatements(house.db, COUNTED, () => sides.ours(COUNTED));
    const floor = await countStatements(house.db, COUNTED, () => sides.bare(COUNTED));
    await checkSaved(house.db);
    const at = (share: number) =>
      rounds.map((times) => ({ ours: quantile(times.ours, share), baseline: quantile(times.bare, share) }));
    return [
      ofRounds('answer-p50', 'ms', at(0.5)),
      ofRounds('answer-p99', 'ms', at(0.99)),
      { ...alone('statements-per-answer', ours.statements, 'statements'), baseline: floor.statements, ratio: null },
      { ...alone('commits-per-answer', ours.commits, 'commits'), baseline: floor.commits, ratio: null },
    ];
  } finally {
    await bare.stop();
    await house.close();
  }
}

/** Sends the next so many answers at the fixed rate, and says how long each took. */
function sender(port: number): (count: number) => Promise<number[]> {
  let sent = 0;
  const send = postForm(port);
  return (count) => {
    const from = sent;
    sent += count;
    return openLoop(PER_SECOND, count, (n) => send(answerOf(from + n)));
  };
}

/** The n-th answer: a hundred patients side by side, one item after the other, then the next hundred. */
function answerOf(n: number): Post {
  const group = Math.floor(n / (SIDE_BY_SIDE * ITEMS));
  const item = Math.floor((n % (SIDE_BY_SIDE * ITEMS)) / SIDE_BY_SIDE) + 1;
  const patient = group * SIDE_BY_SIDE + (n % SIDE_BY_SIDE) + 1;
  return {
    // Page 1 holds the red flags.
    path: `/check-in/${checkInOf(patient)}/q/${item + 1}`,
    cookie: `check_in=${tokenOf(patient)}`,
    form: new URLSearchParams({ question: `peg@1/${item}`, answer: String((patient + item) % 11) }).toString(),
  };
}

const tokenOf = (patient: number): string => `bench-${patient}`;
/** Like the id that the database makes, but known beforehand. */
const checkInOf = (patient: number): string => `01900000-0000-7000-8000-${String(patient).padStart(12, '0')}`;

/** Patients in the middle of their weekly form, with a session each. */
async function openForms(db: Db, count: number): Promise<void> {
  const tokens = Array.from({ length: count }, (_, n) =>
    createHash('sha256')
      .update(tokenOf(n + 1))
      .digest('hex'),
  );
  await sql`insert into patient (clinic_id, reference, family_name, given_name, born_on, time_zone, language, preferred_time, email)
    select c.id, 'B-' || n, 'Okafor', 'Ada', '1970-05-14', 'Europe/London', 'en', '09:00', 'patient-' || n || '@example.test'
    from clinic c, generate_series(1, ${count}::int) n`.execute(db);
  await sql`insert into enrolment (clinic_id, patient_id, pathway_id, pathway_version, created_at)
    select clinic_id, id, 'post-laminectomy-syndrome', 1, now() from patient where reference like 'B-%'`.execute(db);
  await sql`insert into check_in (id, clinic_id, enrolment_id, patient_id, key, ask, opens_at, closes_at)
    select ('01900000-0000-7000-8000-' || lpad(split_part(p.reference, '-', 2), 12, '0'))::uuid, e.clinic_id, e.id, patient_id, 'care/diagnosis/weekly@2026-12-01', '["red-flags", "peg"]',
      now() - interval '1 hour', now() + interval '7 days' from enrolment e join patient p on p.id = e.patient_id`.execute(
    db,
  );
  await sql`insert into patient_session (token_hash, check_in_id, started_at, expires_at)
    select decode(t.hash, 'hex'), c.id, now(), now() + interval '1 day'
    from unnest(${tokens}::text[]) with ordinality t(hash, n)
      join patient p on p.reference = 'B-' || t.n join check_in c on c.patient_id = p.id`.execute(db);
  await sql`analyze`.execute(db);
}

/** Every answer that was acknowledged is there, once, on both sides; otherwise how fast it was says nothing. */
async function checkSaved(db: Db): Promise<void> {
  const { rows } = await sql<{ ours: number; bare: number }>`
    select (select count(*) from (select distinct check_in_id, instrument, item from answer)) as ours,
      (select count(*) from bare_answer) as bare`.execute(db);
  const [found] = rows;
  if (found?.ours !== total || found.bare !== total)
    throw new Error(`Of ${total} answers a side, ${found?.ours} and ${found?.bare} were saved.`);
}
