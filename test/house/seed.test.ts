import { seed, seedDatabase } from '../../src/house/seed';
import { connect, type Db } from '../../src/storage/tx/connection';
import { createStore } from '../../src/storage/store';
import { createTestDatabase, type TestDatabase } from '../support/servers/database';
import { shippedCatalogue } from '../support/care/shipped';

let database: TestDatabase;
let db: Db;
beforeEach(async () => {
  database = await createTestDatabase();
  db = connect(database.url, { max: 4 });
});
afterEach(async () => {
  await db.destroy();
  await database.drop();
});

const YEARS_MS = 3 * 365 * 86_400_000;

test('the first start makes the clinic and its keys, the second changes nothing', async () => {
  const first = await seedDatabase(database.url, { mode: 'demo' });
  const second = await seedDatabase(database.url, { mode: 'demo' });

  const staff = await db.selectFrom('staff_member').select(['name', 'role']).orderBy('name').execute();
  expect(Object.keys(first.apiKeys ?? {}).sort()).toEqual(['clinician', 'coordinator', 'lead', 'operator']);
  expect(second.apiKeys).toBeNull();
  expect(staff).toEqual([
    { name: 'Canary mailbox', role: 'canary' },
    { name: 'Dr Amara Osei', role: 'lead' },
    { name: 'Dr Lee', role: 'clinician' },
    { name: 'Priya Shah', role: 'coordinator' },
    { name: 'Sam Wright', role: 'operator' },
  ]);
});

test('keys are stored as hashes only', async () => {
  const { apiKeys } = await seedDatabase(database.url, { mode: 'demo' });

  const rows = await db.selectFrom('api_key').selectAll().execute();
  expect(rows).toHaveLength(4);
  for (const key of Object.values(apiKeys ?? {})) {
    expect(key.length).toBeGreaterThan(40);
    expect(JSON.stringify(rows)).not.toContain(key);
  }
});

test('every rota of the clinic is covered for years', async () => {
  await seedDatabase(database.url, { mode: 'demo' });
  const store = createStore(db);
  const clinic = await db.selectFrom('clinic').select(['id', 'settings']).executeTakeFirstOrThrow();

  for (const { id } of clinic.settings.rotas) {
    expect(await store.rotas.onDuty(db, clinic.id, id, Date.now() + YEARS_MS)).toHaveLength(1);
  }
  expect(await db.selectFrom('task').select('id').execute()).toEqual([]);
});

test('a store keeps its mode for ever', async () => {
  await seedDatabase(database.url, { mode: 'live' });

  await expect(seedDatabase(database.url, { mode: 'demo' })).rejects.toThrow('is a live store');
  expect(await db.selectFrom('clinic').select('id').execute()).toEqual([]);
});

test('a draft may change, what was released may not', async () => {
  const catalogue = shippedCatalogue();
  const deps = { store: { db }, config: { mode: 'demo' as const } };
  await seed({ ...deps, catalogue });

  await seed({ ...deps, catalogue: { ...catalogue, contentHash: () => 'other words' } });
  const draft = await db.selectFrom('pathway_version').select('content_hash').executeTakeFirst();
  await db.updateTable('pathway_version').set({ state: 'released' }).execute();
  const changed = {
    ...catalogue,
    pathways: catalogue.pathways.map((pathway) => ({ ...pathway, state: 'released' as const })),
  };

  expect(draft).toEqual({ content_hash: 'other words' });
  await expect(seed({ ...deps, catalogue: changed })).rejects.toThrow('give changed words a new version');
});

it('hands out new keys when the old ones were lost, and the old ones open nothing', async () => {
  const first = await seedDatabase(database.url, { mode: 'demo' });

  const second = await seedDatabase(database.url, { mode: 'demo', keysKept: false });

  expect(Object.keys(second.apiKeys ?? {}).sort()).toEqual(['clinician', 'coordinator', 'lead', 'operator']);
  expect(second.apiKeys).not.toEqual(first.apiKeys);
  const open = await db.selectFrom('api_key').select('id').where('revoked_at', 'is', null).execute();
  expect(open).toHaveLength(4);
});

test('a live store never learns of a draft, and takes what was released', async () => {
  const catalogue = shippedCatalogue();
  const [first, ...others] = catalogue.pathways;
  if (!first) throw new Error('no pathway is shipped');
  const pathways = [{ ...first, state: 'released' as const }, ...others];

  await seed({ store: { db }, catalogue: { ...catalogue, pathways }, config: { mode: 'live' } });

  const rows = await db.selectFrom('pathway_version').select(['pathway_id', 'version', 'state']).execute();
  expect(others.map(({ state }) => state)).toContain('draft');
  expect(rows).toEqual([{ pathway_id: first.id, version: first.version, state: 'released' }]);
});
