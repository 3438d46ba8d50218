import { join } from 'node:path';
import { commands } from '../../src/cli/main';
import { connect, type Db } from '../../src/storage/tx/connection';
import { hashOfSecret } from '../../src/identity/secrets';
import { seedDatabase } from '../../src/house/seed';
import { createStore } from '../../src/storage/store';
import { createTestDatabase, type TestDatabase } from '../support/servers/database';
import { root } from '../support/care/shipped';

// A live store gets its first clinic, its people and its keys without a line of SQL.

let database: TestDatabase;
let db: Db;
const said: string[] = [];
const faults: string[] = [];
const before = { ...process.env };

beforeAll(async () => {
  database = await createTestDatabase();
  await seedDatabase(database.url, { mode: 'live' });
  db = connect(database.url, { max: 2 });
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});
beforeEach(() => {
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    THROUGHLINE_MODE: 'live',
    OIDC_ISSUER: 'https://id.example.test',
  });
  jest.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  jest.spyOn(console, 'error').mockImplementation((line: string) => void faults.push(line));
});
afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
  process.env = { ...before };
});

/** What a command said, and what it refused. */
async function run(...args: string[]): Promise<{ said: string; refused: string }> {
  said.length = faults.length = 0;
  await commands().parseAsync(args, { from: 'user' });
  return { said: said.join('\n'), refused: faults.join('\n') };
}
const lee = ['--name', 'Dr Lee', '--role', 'clinician', '--email', 'Lee@example.test'];
const idIn = (text: string): string => /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(text)?.[0] ?? '';

test('the first clinic is made from its settings, and not twice', async () => {
  expect((await run('staff', 'add', ...lee)).refused).toMatch(/no such clinic/);
  const file = join(root, 'clinic', 'demo.yaml');

  const made = await run('clinic', 'create', file, '--name', 'Riverside');
  const again = await run('clinic', 'create', file, '--name', 'Riverside');

  expect(made.said).toMatch(/^The clinic Riverside is /);
  expect(again.refused).toMatch(/^There is a clinic called Riverside already/);
  expect(await db.selectFrom('clinic').select('name').execute()).toEqual([{ name: 'Riverside' }]);
  expect(await db.selectFrom('clinic_settings_version').select('version').execute()).toEqual([{ version: 1 }]);
});

test('somebody is added, linked to their account, and known by it; nobody else gets the same', async () => {
  const added = await run('staff', 'add', ...lee);
  expect((await run('staff', 'add', ...lee)).refused).toMatch(/has this address already/);
  await run('staff', 'link', 'lee@example.test', '--subject', 'lee@id');
  const other = ['--name', 'Dr Bell', '--role', 'lead', '--email', 'bell@example.test', '--subject', 'lee@id'];

  expect((await run('staff', 'add', ...other)).refused).toMatch(/somebody else’s already/);
  const person = { issuer: 'https://id.example.test', subject: 'lee@id', isId: false };
  expect(await createStore(db).staff.findPerson(db, person)).toMatchObject({ staffId: idIn(added.said), active: true });
  expect((await run('staff', 'list')).said).toBe(`${idIn(added.said)}  clinician  Dr Lee`);
});

test('a key is shown once, may what it was made for, is rotated and revoked', async () => {
  const store = createStore(db);
  const holder = async (text: string) => store.staff.findKeyHolder(db, hashOfSecret(/tl_\S+/.exec(text)?.[0] ?? ''));
  expect((await run('key', 'create', '--label', 'x', '--role', 'lead', '--scope', 'fly')).refused).toMatch(
    /no scope fly/,
  );

  const made = await run('key', 'create', '--label', 'export', '--role', 'lead', '--scope', 'see work', '--days', '30');
  expect(await holder(made.said)).toMatchObject({ name: 'export', role: 'lead', staffId: null, scopes: ['see work'] });
  const rotated = await run('key', 'rotate', idIn(made.said));
  expect([await holder(made.said), (await holder(rotated.said))?.scopes]).toEqual([null, ['see work']]);
  expect((await run('key', 'list')).said).toMatch(
    /export {2}lead, a program {2}may: see work {2}ends: \d{4}-.* last used: \d{4}/,
  );

  await run('key', 'revoke', idIn(rotated.said));
  expect(await holder(rotated.said)).toBeNull();
  expect((await run('key', 'revoke', idIn(rotated.said))).refused).toMatch(/no such key/);
});

/** A patient on a pathway whose care team names this member of staff. */
async function looksAfterSomebody(clinician: string): Promise<void> {
  const store = createStore(db);
  const { id: clinicId } = await db.selectFrom('clinic').select('id').executeTakeFirstOrThrow();
  const { id: patientId } = await db
    .insertInto('patient')
    .values({
      ...{ clinic_id: clinicId, reference: 'A-1', family_name: 'Okafor', given_name: 'Ada', born_on: '1970-05-14' },
      ...{ time_zone: 'Europe/London', language: 'en', preferred_time: '09:00' },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const pathway = { id: 'made-up', version: 1 };
  const version = { pathway_id: pathway.id, version: 1, state: 'draft', content_hash: '-', content: '{}' };
  await db.insertInto('pathway_version').values(version).execute();
  const opened = { clinicId, patientId, pathway, careTeam: { clinician }, at: Date.now() };
  await store.transact(db, (tx) => store.enrolments.openEnrolment(tx, opened));
}

test('who leaves is signed out everywhere in the same moment, and cannot sign in again', async () => {
  const row = await db
    .selectFrom('staff_member')
    .select('id')
    .where('email', '=', 'lee@example.test')
    .executeTakeFirstOrThrow();
  const store = createStore(db);
  const tokenHash = hashOfSecret('t');
  await store.sessions.startSession(db, { tokenHash, staffId: row.id, idToken: 'x' });
  expect(await store.sessions.findSession(db, tokenHash, { background: true })).toMatchObject({ staffId: row.id });

  await looksAfterSomebody(row.id);

  const left = await run('staff', 'deactivate', 'LEE@example.test');

  expect(left.said).toMatch(/1 patient on a pathway still has them in the care team/);

  expect(await db.selectFrom('staff_session').select('staff_id').execute()).toEqual([]);
  expect((await run('staff', 'deactivate', 'lee@example.test')).refused).toMatch(/Nobody who works in this clinic/);
  const actions = await db
    .selectFrom('audit_log')
    .select('action')
    .where('subject', '=', row.id)
    .orderBy('at')
    .execute();
  expect(actions.map(({ action }) => action)).toEqual(['staff.added', 'staff.linked', 'staff.deactivated']);
});
