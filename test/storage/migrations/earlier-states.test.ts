import request from 'supertest';
import { createApp } from '../../../api/app';
import { readConfig } from '../../../src/config/config';
import { createDependencies, type Dependencies, requireOwnStore } from '../../../src/house/dependencies';
import { DAY, HOUR } from '../../../src/domain/words/time';
import { seed } from '../../../src/house/seed';
import { migrateToLatest } from '../../../src/storage/house/migrate';
import { createEmptyDatabase, type TestDatabase } from '../../support/servers/database';
import { earlierStates, fillWithEarlierState } from '../../support/servers/earlier-states';
import { setClinicClock } from '../../support/care/test-day';

describe.each(earlierStates)('a database that has had %s', (state) => {
  let database: TestDatabase;
  let deps: Dependencies;
  let get: (path: string) => PromiseLike<{ status: number; body: unknown }>;
  beforeAll(async () => {
    database = await createEmptyDatabase();
    const addresses = { TEMPORAL_ADDRESS: '127.0.0.1:1', SMTP_URL: 'smtp://127.0.0.1:1', LOG_LEVEL: 'fatal' };
    deps = createDependencies(readConfig({ DATABASE_URL: database.url, ...addresses }), 'test');
    await fillWithEarlierState(database.url, state);
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
      ['', '/timeline', '/decisions', '/messages', '/scores', '/explanation'].map((part) => `/enrolments/${id}${part}`),
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
