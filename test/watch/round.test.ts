import { sql } from 'kysely';
import { createLog } from '../../src/log';
import { connect } from '../../src/storage/tx/connection';
import type { Finding } from '../../src/watch/report';
import { watchRound, type WatchDeps } from '../../src/watch/round';
import { createLadderFixture, type LadderFixture } from '../support/ladder-fixture';

let f: LadderFixture;
let alarms: (readonly Finding[])[];
let beats: number;
let deps: WatchDeps;

beforeEach(async () => {
  f = await createLadderFixture();
  alarms = [];
  beats = 0;
  deps = {
    db: f.db,
    log: createLog('watch', 'silent'),
    alarm: (findings) => Promise.resolve(void alarms.push(findings)),
    heartbeat: () => Promise.resolve(void (beats += 1)),
  };
});
afterEach(async () => {
  await f.close();
});

const rounds = () => f.db.selectFrom('watch_round').select(['findings', 'found']).orderBy('at').execute();

test('a good round beats, alarms nobody and is written down', async () => {
  await watchRound(deps, new Map(), Date.now());

  expect({ alarms, beats }).toEqual({ alarms: [], beats: 1 });
  expect(await rounds()).toEqual([{ findings: [], found: 0 }]);
});

test('a bad round alarms once, does not beat, and leaves its findings for the health page', async () => {
  const clinic = await f.aClinic(); // nobody is in any of its rotas

  const told = await watchRound(deps, new Map(), Date.now());
  await watchRound(deps, told, Date.now());

  expect(alarms).toHaveLength(1);
  expect(alarms[0]?.map(({ check, id }) => [check, id])).toEqual(
    ['first', 'manager', 'second'].map((rota) => ['rota-gap', rota]),
  );
  expect(beats).toBe(0);
  expect(await rounds()).toMatchObject([{ findings: [{ clinicId: clinic.clinicId }, {}, {}], found: 3 }]);
});

test('an alarm that did not get out is tried again in the next round', async () => {
  await f.aClinic();
  const closed = { ...deps, alarm: () => Promise.reject(new Error('refused')) };

  const told = await watchRound(closed, new Map(), Date.now());
  await watchRound(deps, told, Date.now());

  expect(alarms).toHaveLength(1);
});

test('a database that does not answer is itself a finding', async () => {
  const gone = connect('postgres://postgres@127.0.0.1:1/nowhere', { max: 1 });

  await watchRound({ ...deps, db: gone }, new Map(), Date.now());

  expect(alarms).toMatchObject([[{ check: 'database-unreachable' }]]);
  expect(beats).toBe(0);
  await gone.destroy();
});

test('rounds older than a week are forgotten', async () => {
  await sql`insert into watch_round (at, findings) values (clock_timestamp() - interval '8 days', '[]')`.execute(f.db);

  await watchRound(deps, new Map(), Date.now());

  expect(await rounds()).toHaveLength(1);
});

test('a fault that lasts over thousands is one row of bounded size', async () => {
  const clinic = await f.aClinic();
  const patient = await clinic.patient();
  await sql`insert into enrolment (clinic_id, patient_id, pathway_id, pathway_version, status, created_at, wake_at)
    select ${clinic.clinicId}, ${patient}, 'test-pathway', 1, 'ended', now() - interval '1 day', now() - n * interval '1 hour'
    from generate_series(1, 450) n`.execute(f.db);

  let told: Awaited<ReturnType<typeof watchRound>> = new Map();
  for (let round = 0; round < 5; round += 1) told = await watchRound(deps, told, Date.now());

  const written = await rounds();
  expect(written).toHaveLength(1);
  expect(written[0]?.found).toBe(453);
  expect(JSON.stringify(written[0]?.findings).length).toBeLessThan(10_000);
  expect(alarms).toHaveLength(1);
});
