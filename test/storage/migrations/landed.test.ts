import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type Db } from '../../../src/storage/tx/connection';
import { migrateToLatest, migrations, shapeOf } from '../../../src/storage/house/migrate';
import { landed } from '../../../src/storage/migrations/landed';
import { createEmptyDatabase, type TestDatabase } from '../../support/servers/database';
import { root } from '../../support/care/shipped';

const folder = join(root, 'src', 'storage', 'migrations');
const names = Object.keys(migrations);

/** Of the migration's file and, where it has one, of its folder. */
function sourceOf(name: string): string {
  const hash = createHash('sha256').update(readFileSync(join(folder, `${name}.ts`)));
  const parts = join(folder, name.slice(0, 4));
  if (statSync(parts, { throwIfNoEntry: false }))
    for (const file of readdirSync(parts).sort()) hash.update(readFileSync(join(parts, file)));
  return hash.digest('hex').slice(0, 16);
}

describe('migrations', () => {
  let database: TestDatabase;
  let db: Db;
  beforeAll(async () => {
    database = await createEmptyDatabase();
    db = connect(database.url, { max: 1 });
  });
  afterAll(async () => {
    await db.destroy();
    await database.drop();
  });

  it('are run in the order of their names', () => {
    expect(names).toEqual([...names].sort());
  });

  // A new migration is added to landed.ts with the two values that this test prints; a listed one never changes.
  it.each(names)('%s is what it was when it landed', async (name) => {
    await migrateToLatest(database.url, { upTo: name });
    expect({ [name]: landed[name] }).toEqual({ [name]: { source: sourceOf(name), shape: await shapeOf(db) } });
  });
});
