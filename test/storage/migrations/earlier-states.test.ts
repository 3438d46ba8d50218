import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import request from 'supertest';
import { createApp } from '../../../api/app';
import { readConfig } from '../../../src/config/config';
import { createDependencies, type Dependencies } from '../../../src/dependencies';
import { DAY, HOUR } from '../../../src/domain/time';
import { requireOwnStore } from '../../../src/own-store';
import { seed } from '../../../src/seed';
import type { Db } from '../../../src/storage/connection';
import { migrateToLatest, migrations } from '../../../src/storage/migrate';
import { createEmptyDatabase, type TestDatabase } from '../../support/database';
import { setClinicClock } from '../../support/test-day';

// A database of each earlier release, kept as it was: patients in the middle of their stories, open alerts, planned mail.
const folder = join(__dirname, 'states');
const states = readdirSync(folder).map((file) => file.replace('.json.gz', ''));

/** The rows refer to each other; as a whole they are checked by what is done with them below. */
async function fill(db: Db, state: string): Promise<void> {
  const file = gunzipSync(readFileSync(join(folder, `${state}.json.gz`))).toString('utf8');
  await db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    for (const [name, rows] of Object.entries(JSON.parse(file) as Record<string, unknown[]>)) {
      const table = sql.table(name);
      await sql`insert into ${table} select * from jsonb_populate_recordset(null::${table}, ${JSON.stringify(rows)})`.execute(
        tx,
      );
    }
  });
}

describe.each(states)('a database that has had %s', (state) => {
  let database: TestDatabase;
  let deps: Dependencies;
  let get: (path: string) => PromiseLike<{ status: number; body: unknown }>;
  beforeAll(async () => {
    database = await createEmptyDatabase();
    await migrateToLatest(database.url, { upTo: Object.keys(migrations).find((name) => name.startsWith(state)) ?? '' });
    const addresses = { TEMPORAL_ADDRESS: '127.0.0.1:1', SMTP_URL: 'smtp://127.0.0.1:1', LOG_LEVEL: 'fatal' };
    deps = createDependencies(readConfig({ DATABASE_URL: database.url, ...addresses }), 'test');
    await fill(deps.store.db, state);
    await migrateToLatest(database.url, { mode: 'demo' });
    const { apiKeys } = await seed({ ...deps, config: { mode: 'demo', keysKept: false } });
    const app = createApp(deps);
    get = (path) =>
      request(app)
        .get(`/api/v1${path}`)
        .set('Authorization', `Bearer ${apiKeys?.clinician ?? ''}`);
    await setClinicClock(deps.store.db, (await newest()) + HOUR);
  });
  afterAll(async () => {
    await deps.close();
    await database.drop();
  });

  const enrolments = () =>
    deps.store.db.selectFrom('enrolment').select(['id', 'status', 'snapshot', 'quarantined']).orderBy('id').execute();
  const newest = async () => Math.max(...(await enrolments()).map(({ snapshot }) => snapshot?.now ?? 0));

  it('is a store that this release may serve', async () => {
    await expect(requireOwnStore(deps.store.db, 'demo')).resolves.toBeUndefined();
  });

  it('shows every enrolment, and everything that is open', async () => {
    const paths = (await enrolments()).flatMap(({ id }) =>
      ['', '/timeline', '/messages', '/explanation'].map((part) => `/enrolments/${id}${part}`),
    );
    const lists = ['needs-you', 'waiting', 'on-track', 'ended'].map((view) => `/worklist?view=${view}`);
    for (const path of [...paths, ...lists, '/tasks?status=open', '/escalations?status=open'])
      expect({ path, status: (await get(path)).status }).toEqual({ path, status: 200 });
  });

  it('goes on where it was: each enrolment is carried through the next two months without a fault', async () => {
    const { store, rules } = deps;
    const before = await enrolments();
    for (const days of [0, 1, 7, 30, 60]) {
      await setClinicClock(store.db, (await newest()) + days * DAY);
      for (const { id } of before) {
        const { faults } = await store.transact(store.db, async (tx) =>
          store.advance.advanceLocked(tx, await store.facts.lockEnrolment(tx, rules, id)),
        );
        expect({ id, days, faults }).toEqual({ id, days, faults: [] });
      }
    }
    expect((await enrolments()).filter(({ quarantined }) => quarantined)).toEqual([]);
    expect(before.some(({ status }) => status !== 'ended')).toBe(true);
  });

  it('goes on climbing every ladder that was open', async () => {
    const { store } = deps;
    const open = await store.db.selectFrom('escalation').select('id').where('status', '<>', 'resolved').execute();
    expect(open.length).toBeGreaterThan(0);
    for (const { id } of open)
      await expect(store.transact(store.db, (tx) => store.escalations.climb(tx, id))).resolves.toBeDefined();
  });
});
