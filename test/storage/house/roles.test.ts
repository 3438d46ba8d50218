import { sql } from 'kysely';
import { requireOwnStore } from '../../../src/house/dependencies';
import { connect, type Db } from '../../../src/storage/tx/connection';
import { createTestDatabase, type TestDatabase } from '../../support/servers/database';

let database: TestDatabase;
const as: Partial<Record<'admin' | 'app' | 'watch', Db>> = {};
const db = (who: keyof typeof as): Db => as[who] ?? (as[who] = connect(database.url, { max: 1 }));
beforeAll(async () => {
  database = await createTestDatabase();
  as.app = connect(database.roles.app, { max: 1 });
  as.watch = connect(database.roles.watch, { max: 1 });
  await sql`insert into store (mode) values ('demo')`.execute(db('admin'));
});
afterAll(async () => {
  for (const each of Object.values(as)) await each.destroy();
  await database.drop();
});

type Grant = { role: string; table: string; may: string };

/** What is granted, table by table. */
async function grants(role: string): Promise<Map<string, string>> {
  const { rows } =
    await sql<Grant>`select table_name as "table", string_agg(lower(privilege_type), ' ' order by privilege_type) as may
    from information_schema.role_table_grants where table_schema = 'public' and grantee = ${role} group by 1`.execute(
      db('admin'),
    );
  return new Map(rows.map(({ table, may }) => [table, may]));
}

describe('the roles of a store', () => {
  it('are no superusers, make no roles and no databases', async () => {
    const { rows } = await sql`select rolname, rolsuper, rolcreaterole, rolcreatedb from pg_roles
      where rolname like 'throughline\\_%' order by 1`.execute(db('admin'));

    const nothing = { rolsuper: false, rolcreaterole: false, rolcreatedb: false };
    expect(rows).toEqual(
      ['throughline_app', 'throughline_owner', 'throughline_watch'].map((rolname) => ({ rolname, ...nothing })),
    );
  });

  it('let the app add to facts, journal and audit, and change everything else but the migrations', async () => {
    const granted = await grants('throughline_app');
    const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(db('admin'));

    const only: Record<string, string> = {
      ...Object.fromEntries(['event', 'journal', 'audit_log'].map((table) => [table, 'insert select'])),
      ...Object.fromEntries(['kysely_migration', 'kysely_migration_lock'].map((table) => [table, 'select'])),
    };
    for (const { name } of rows)
      expect({ [name]: granted.get(name) }).toEqual({ [name]: only[name] ?? 'delete insert select update' });
  });

  it('let the watch read, and keep its own rounds', async () => {
    const granted = await grants('throughline_watch');

    expect(granted.get('watch_round')).toBe('delete insert select update');
    granted.delete('watch_round');
    expect(new Set(granted.values())).toEqual(new Set(['select']));
  });

  it('hold: the app cannot change a fact, the watch cannot write about a patient', async () => {
    await expect(sql`update event set type = 'x'`.execute(db('app'))).rejects.toThrow('permission denied');
    await expect(sql`delete from audit_log`.execute(db('app'))).rejects.toThrow('permission denied');
    await expect(sql`create table mine (a int)`.execute(db('app'))).rejects.toThrow('permission denied');
    await expect(sql`update patient set given_name = 'x'`.execute(db('watch'))).rejects.toThrow('permission denied');
  });

  it('see the same shape as the owner, so that each may start', async () => {
    await expect(requireOwnStore(db('app'), 'demo')).resolves.toBeUndefined();
    await expect(requireOwnStore(db('watch'), 'demo')).resolves.toBeUndefined();
  });
});
