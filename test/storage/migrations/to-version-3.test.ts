import { sql } from 'kysely';
import request from 'supertest';
import { createApp } from '../../../api/app';
import { readConfig } from '../../../src/config/config';
import { createDependencies, type Dependencies } from '../../../src/house/dependencies';
import { DAY, HOUR } from '../../../src/domain/words/time';
import { seed } from '../../../src/house/seed';
import { migrateToLatest } from '../../../src/storage/house/migrate';
import { setClinicClock } from '../../support/care/test-day';
import { createEmptyDatabase, type TestDatabase } from '../../support/servers/database';
import { fillWithEarlierState } from '../../support/servers/earlier-states';

type Reply = { status: number; body: { hash?: string; detail?: string; tracks?: { does: string }[] } };

/** The database of an earlier release, with patients in the middle of their stories on version 2. */
describe('patients of version 2 in a database that has had 0010, who move to version 3', () => {
  let database: TestDatabase;
  let deps: Dependencies;
  let post: (path: string, body: object) => PromiseLike<Reply>;
  beforeAll(async () => {
    database = await createEmptyDatabase();
    const addresses = { TEMPORAL_ADDRESS: '127.0.0.1:1', SMTP_URL: 'smtp://127.0.0.1:1', LOG_LEVEL: 'fatal' };
    deps = createDependencies(readConfig({ DATABASE_URL: database.url, ...addresses }), 'test');
    await fillWithEarlierState(database.url, '0010');
    await migrateToLatest(database.url, { mode: 'demo' });
    const { apiKeys } = await seed({ ...deps, config: { mode: 'demo', keysKept: false } });
    const app = createApp(deps);
    post = (path, body) =>
      request(app)
        .post(`/api/v1${path}`)
        .set('Authorization', `Bearer ${apiKeys?.clinician ?? ''}`)
        .send(body);
  });
  afterAll(async () => {
    await deps.close();
    await database.drop();
  });

  const open = () =>
    deps.store.db
      .selectFrom('enrolment')
      .select(['id', 'pathway_version', 'snapshot'])
      .where('status', '<>', 'ended')
      .where('pathway_version', '=', 2)
      .orderBy('id')
      .execute();
  const escalations = async () => (await deps.store.db.selectFrom('escalation').select('id').execute()).length;
  const advance = async (id: string) =>
    deps.store.transact(deps.store.db, async (tx) =>
      deps.store.advance.advanceLocked(tx, await deps.store.facts.lockEnrolment(tx, deps.rules, id)),
    );

  it('each see their difference first, are moved, and go on for two months without a fault', async () => {
    const patients = await open();
    expect(patients.length).toBeGreaterThan(1);
    const now = Math.max(...patients.map(({ snapshot }) => snapshot?.now ?? 0));
    await setClinicClock(deps.store.db, now + HOUR);
    for (const { id } of patients) await advance(id);
    const before = await escalations();

    for (const { id } of patients) {
      const preview = await post(`/enrolments/${id}/migration-preview`, { toVersion: 3 });
      expect({ id, status: preview.status, detail: preview.body.detail }).toEqual({
        id,
        status: 200,
        detail: undefined,
      });
      const data = { toVersion: 3, reason: 'The newest version.', preview: preview.body.hash };
      const moved = await post(`/enrolments/${id}/events`, { type: 'pathway.migrated', data });
      expect({ id, status: moved.status, detail: moved.body.detail }).toEqual({ id, status: 202, detail: undefined });
      expect({ id, ...(await advance(id)) }).toMatchObject({ id, faults: [] });
    }
    expect(await escalations()).toBe(before);
    const { rows } = await sql<{ age: unknown }>`select snapshot -> 'ofAge' as age from enrolment
      where pathway_version = 3 and status <> 'ended'`.execute(deps.store.db);
    expect(rows.filter(({ age }) => age !== true)).toEqual([]);
    expect((await open()).filter(({ id }) => patients.some((each) => each.id === id))).toEqual([]);

    for (const days of [1, 7, 30, 60]) {
      await setClinicClock(deps.store.db, now + days * DAY);
      for (const { id } of patients)
        expect({ id, days, ...(await advance(id)) }).toMatchObject({ id, days, faults: [] });
    }
  });
});
