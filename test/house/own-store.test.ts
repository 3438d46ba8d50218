import { sql } from 'kysely';
import { refuseOtherStore, requireOwnStore } from '../../src/house/dependencies';
import { connect, type Db } from '../../src/storage/tx/connection';
import { migrateToLatest } from '../../src/storage/house/migrate';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/servers/database';

let database: TestDatabase;
let db: Db;
async function open(create: () => Promise<TestDatabase>): Promise<void> {
  database = await create();
  db = connect(database.url, { max: 1 });
}
afterEach(async () => {
  await db.destroy();
  await database.drop();
});

describe('a process', () => {
  it('serves a store of its own mode', async () => {
    await open(createTestDatabase);
    await sql`insert into store (mode) values ('live')`.execute(db);

    await expect(requireOwnStore(db, 'live')).resolves.toBeUndefined();
    await expect(requireOwnStore(db, 'demo')).rejects.toThrow('is a live store and can never become a demo store');
  });

  it('ends with one sentence in front of a store of another mode', async () => {
    await open(createTestDatabase);
    await sql`insert into store (mode) values ('live')`.execute(db);
    const exit = jest.spyOn(process, 'exit').mockImplementation(() => undefined as never);
    const said = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);

    await refuseOtherStore(db, 'demo');

    expect(exit).toHaveBeenCalledWith(1);
    expect(said.mock.calls.join('')).toMatch(/^This database is a live store .*THROUGHLINE_MODE=live.*\n$/);
    exit.mockRestore();
    said.mockRestore();
  });

  it('says what to run where nothing was made yet, or not all of it', async () => {
    await open(createEmptyDatabase);
    await expect(requireOwnStore(db, 'demo')).rejects.toThrow('run "npx throughline migrate" first');

    await migrateToLatest(database.url, { upTo: '0001-facts-state-plan' });
    await expect(requireOwnStore(db, 'demo')).rejects.toThrow(/lacks 0002-[^]*run "npx throughline migrate" first/);
  });

  it('refuses a database whose shape is not what its migrations make, and migrates nothing in it', async () => {
    await open(createEmptyDatabase);
    await migrateToLatest(database.url, { upTo: '0001-facts-state-plan' });
    await sql`alter table task drop column note`.execute(db);

    await expect(requireOwnStore(db, 'demo')).rejects.toThrow('is not what 0001-facts-state-plan makes of it');
    await expect(migrateToLatest(database.url)).rejects.toThrow('Nothing was changed');
    const { rows } = await sql`select name from kysely_migration`.execute(db);
    expect(rows).toEqual([{ name: '0001-facts-state-plan' }]);
  });

  it('refuses a database of a later release', async () => {
    await open(createTestDatabase);
    await sql`insert into kysely_migration (name, timestamp) values ('9999-later', 'now')`.execute(db);

    await expect(requireOwnStore(db, 'demo')).rejects.toThrow('of a later release (it has had 9999-later)');
  });

  it('goes on while the database does not answer, and asks again', async () => {
    await open(createTestDatabase);
    const nowhere = connect('postgres://nobody@127.0.0.1:1/none', { max: 1 });

    await expect(refuseOtherStore(nowhere, 'demo')).resolves.toBeUndefined();
    await nowhere.destroy();
  });
});

describe('a store', () => {
  it('keeps its mode for ever', async () => {
    await open(createTestDatabase);
    await sql`insert into store (mode) values ('live')`.execute(db);

    await expect(sql`update store set mode = 'demo'`.execute(db)).rejects.toThrow('keeps its mode for ever');
    await expect(sql`delete from store`.execute(db)).rejects.toThrow('keeps its mode for ever');
  });

  it('that is live cannot have a clock of its own', async () => {
    await open(createTestDatabase);
    await sql`insert into store (mode) values ('live')`.execute(db);
    await sql`insert into clinic (name, settings) values ('Lakeside', '{}')`.execute(db);

    await expect(sql`update clinic set clock_offset_ms = 1`.execute(db)).rejects.toThrow('clock of a live store');
  });
});
