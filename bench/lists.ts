import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { migrateToLatest } from '../src/storage/house/migrate';
import { connect, type Db } from '../src/storage/tx/connection';
import { searchPatients, type Sought } from '../src/storage/patient/search';
import { readWorklist } from '../src/storage/work/worklist';
import { clinicNow } from '../src/storage/tx/fragments';
import { worklistSorts } from '../src/domain/words/worklist';
import { DAY } from '../src/domain/words/time';
import { alone, type Measured, quantile } from './figure';
import { fillClinic } from './full-clinic';

const PATIENTS = 5000;
const ROUNDS = 30;
/** What the coordinator's screens are held to. */
const MOST_MS = { worklist: 200, search: 100 };

const mainScores = { 'post-laminectomy-syndrome/v2': 'peg' };

/** One page of the worklist of a clinic with 5,000 enrolments. */
export function benchWorklist(adminUrl: string): Promise<Measured[]> {
  return inFullClinic(adminUrl, async (db, clinicId) => {
    const now = await clinicNow(db, clinicId);
    const all = { clinicId, filter: {}, sort: null, since: now - 7 * DAY, mainScores, stagePlaces: {} };
    const lists: Record<string, Parameters<typeof readWorklist>[1]> = {
      'needs-you': { ...all, view: 'needs-you' },
      'on-track': { ...all, view: 'on-track' },
      'who answered in a week': { ...all, view: null, filter: { news: 'answered' } },
    };
    lists['on-track by last-contact'] = { ...all, view: 'on-track', sort: { by: 'last-contact', descending: true } };
    for (const by of worklistSorts)
      lists[`needs-you by ${by}`] = { ...all, view: 'needs-you', sort: { by, descending: false } };
    const figures: Measured[] = [];
    for (const [name, list] of Object.entries(lists)) {
      const times = await timesOf(() => readWorklist(db, list, { limit: 50, after: null }));
      figures.push(...held(`worklist ${name}, ${PATIENTS} enrolments`, times, MOST_MS.worklist));
    }
    return figures;
  });
}

/** What people type: a name, a beginning that many share, a birth date, a telephone number, nobody. */
const TYPED: Sought[] = [
  { text: 'zoë müller', words: ['zoë', 'müller'], born: null, phone: null },
  { text: 'o', words: ['o'], born: null, phone: null },
  { text: '', words: [], born: '1970-05-14', phone: null },
  { text: '020 7946 04321', words: ['020', '7946', '04321'], born: null, phone: '020 7946 04321' },
  { text: 'nobody', words: ['nobody'], born: null, phone: null },
];

/** Finding one of 5,000 patients, the slowest of what people type. */
export function benchSearch(adminUrl: string): Promise<Measured[]> {
  return inFullClinic(adminUrl, async (db, clinicId) => {
    const all = [];
    for (const sought of TYPED) all.push(await timesOf(() => searchPatients(db, clinicId, sought)));
    const [slowest = []] = all.toSorted((a, b) => quantile(b, 0.5) - quantile(a, 0.5));
    return held(`search, ${PATIENTS} patients, the slowest`, slowest, MOST_MS.search);
  });
}

async function timesOf(work: () => Promise<unknown>): Promise<number[]> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = performance.now();
    await work();
    times.push(performance.now() - from);
  }
  return times;
}

const held = (name: string, times: number[], most: number): Measured[] => {
  const median = quantile(times, 0.5);
  return [
    alone(`${name}: bar ${most}: ${median <= most ? '' : 'NOT '}met`, median, 'ms, median'),
    alone(`${name}: nineteen of twenty`, quantile(times, 0.95), 'ms'),
  ];
};

async function inFullClinic(
  adminUrl: string,
  measure: (db: Db, clinicId: string) => Promise<Measured[]>,
): Promise<Measured[]> {
  const name = `bench_${randomBytes(6).toString('hex')}`;
  const admin = connect(adminUrl, { max: 1, statementTimeoutMs: 60_000 });
  await sql`create database ${sql.id(name)}`.execute(admin);
  const url = Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href;
  await migrateToLatest(url);
  const db = connect(url, { max: 2, statementTimeoutMs: 120_000 });
  try {
    await fillClinic(db, url, PATIENTS);
    const { id } = await db.selectFrom('clinic').select('id').executeTakeFirstOrThrow();
    return await measure(db, id);
  } finally {
    await db.destroy();
    await sql`drop database ${sql.id(name)} with (force)`.execute(admin);
    await admin.destroy();
  }
}
