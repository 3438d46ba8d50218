import { sql } from 'kysely';
import type { Engine, Sleeper } from '../../src/engine/engine';
import { createLog } from '../../src/log';
import { createStore, type Store } from '../../src/storage/store';
import { lookAfterClinics, wakeLate } from '../../src/house/sweeper';
import { createLadderFixture, type LadderFixture } from '../support/ladder-fixture';

let f: LadderFixture;
let store: Store;
let woken: Sleeper[];
/** What the engine takes; a step it takes is not carried out here, so whatever is late stays late. */
let takes: (sleeper: Sleeper) => boolean;

beforeEach(async () => {
  f = await createLadderFixture();
  store = createStore(f.db);
  woken = [];
  takes = () => true;
});
afterEach(() => f.close());

const engine: Engine = {
  nudgeEnrolment: () => undefined,
  nudgeEscalation: () => undefined,
  nudgeDispatch: () => undefined,
  wake: (sleeper) => {
    woken.push(sleeper);
    return Promise.resolve(takes(sleeper));
  },
  isReachable: () => Promise.resolve(true),
  close: () => Promise.resolve(),
};
const deps = () => ({ store, engine, log: createLog('test', 'silent') });
const sweep = () => wakeLate(deps());
const kindsOf = (sleepers: Sleeper[]) =>
  sleepers.map((sleeper) => ('lane' in sleeper ? 'lane' : 'escalation' in sleeper ? 'ladder' : 'enrolment'));

/** A clinic in which so many enrolments and ladders should have gone on two minutes ago. */
async function backlog(enrolments: number, ladders: number) {
  const clinic = await f.aClinic();
  const past = new Date(Date.now() - 120_000);
  for (let n = 0; n < enrolments; n += 1) await clinic.enrolment(await clinic.patient(), { wake_at: past });
  for (let n = 0; n < ladders; n += 1) {
    const signal = clinic.signal(await clinic.patient());
    await f.raise(signal);
  }
  await sql`update escalation set next_due_at = ${past}`.execute(f.db);
  return clinic;
}

test('of a backlog, the lanes and all ladders are woken first, then as many enrolments as may be under way', async () => {
  await backlog(130, 3);

  const swept = await sweep();

  expect(swept).toEqual({ escalations: 3, enrolments: 100 });
  expect(woken.slice(0, 2)).toEqual([{ lane: 'urgent' }, { lane: 'bulk' }]);
  expect(kindsOf(woken.slice(2, 5))).toEqual(['ladder', 'ladder', 'ladder']);
  expect(new Set(kindsOf(woken.slice(5)))).toEqual(new Set(['enrolment']));
});

test('the rest follows as steps are done', async () => {
  await backlog(130, 0);

  await sweep();
  const meanwhile = await sweep();
  // Seventy steps are done: each sets its next wake.
  await sql`update enrolment set wake_at = clock_timestamp() + interval '1 day', nudged_at = null, nudges = 0
    where id in (select id from enrolment where nudged_at is not null limit 70)`.execute(f.db);
  const after = await sweep();

  expect([meanwhile.enrolments, after.enrolments]).toEqual([0, 30]);
});

test('what the engine did not take is not stamped, and is woken at the next sweep', async () => {
  await backlog(30, 3);
  takes = () => false;
  await sweep();
  const { rows } = await sql`select id from enrolment where nudged_at is not null
    union all select id from escalation where nudged_at is not null`.execute(f.db);
  takes = () => true;

  expect(rows).toEqual([]);
  expect(await sweep()).toEqual({ escalations: 3, enrolments: 30 });
});

test('an engine that takes nothing is asked for one lot of each kind, not for the whole backlog', async () => {
  await backlog(90, 0);
  takes = () => false;

  await sweep();

  expect(kindsOf(woken).filter((kind) => kind === 'enrolment')).toHaveLength(20);
});

test('a ladder is woken although a hundred enrolments are stuck', async () => {
  const clinic = await backlog(100, 0);
  await sweep();
  await f.raise(clinic.signal(await clinic.patient()));
  await sql`update escalation set next_due_at = clock_timestamp() - interval '40 seconds'`.execute(f.db);

  expect(await sweep()).toEqual({ escalations: 1, enrolments: 0 });
});

test('a clinic that cannot be looked after does not keep the others from what they are owed', async () => {
  const clinics = [await f.aClinic(), await f.aClinic(), await f.aClinic()];
  const [broken] = await f.db.selectFrom('clinic').select('id').orderBy('id').limit(1).execute();
  await f.db
    .updateTable('clinic')
    .set({ settings: '{"policies":{}}' })
    .where('id', '=', broken?.id ?? '')
    .execute();

  await lookAfterClinics(deps());

  const gaps = await f.db
    .selectFrom('task')
    .select('clinic_id')
    .where('kind', '=', 'close-rota-gap')
    .distinct()
    .execute();
  const expected = clinics.map(({ clinicId }) => clinicId).filter((id) => id !== broken?.id);
  expect(gaps.map(({ clinic_id }) => clinic_id).sort()).toEqual(expected.sort());
});
