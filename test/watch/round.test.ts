import { sql } from 'kysely';
import { createLog } from '../../src/log';
import { connect } from '../../src/storage/connection';
import type { Finding } from '../../src/watch/finding';
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

const rounds = () => f.db.selectFrom('watch_round').select('findings').orderBy('at').execute();

test('a good round beats, alarms nobody and is written down', async () => {
  await watchRound(deps, new Map(), Date.now());

  expect({ alarms, beats }).toEqual({ alarms: [], beats: 1 });
  expect(await rounds()).toEqual([{ findings: [] }]);
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
  expect(await rounds()).toMatchObject([
    { findings: [{ clinicId: clinic.clinicId }, {}, {}] },
    { findings: [{}, {}, {}] },
  ]);
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
