import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeSettings, clinicCommands } from '../../src/cli/clinic';
import { seedDatabase } from '../../src/house/seed';
import { connect, type Db } from '../../src/storage/tx/connection';
import { zonesKnown } from '../../src/storage/patient/speech';
import { allTables } from '../support/servers/all-tables';
import { createTestDatabase, type TestDatabase } from '../support/servers/database';
import { root, shippedCatalogue } from '../support/care/shipped';

let database: TestDatabase;
let db: Db;
let folder: string;
const said: string[] = [];
const faults: string[] = [];
const url = process.env.DATABASE_URL;

beforeAll(async () => {
  database = await createTestDatabase();
  await seedDatabase(database.url, { mode: 'demo' });
  db = connect(database.url, { max: 2 });
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-clinic-'));
  cpSync(join(root, 'clinic'), folder, { recursive: true });
  process.env.DATABASE_URL = database.url;
  said.length = 0;
  faults.length = 0;
  jest.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  jest.spyOn(console, 'error').mockImplementation((line: string) => void faults.push(line));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  jest.restoreAllMocks();
  process.exitCode = undefined;
  if (url === undefined) delete process.env.DATABASE_URL;
  else process.env.DATABASE_URL = url;
});

const file = (): string => join(folder, 'demo.yaml');
const run = (...args: string[]) => clinicCommands().parseAsync(args, { from: 'user' });
const lead = ['--by', 'amara.osei@riverside.test'];

function write(name: string, from: string, to: string): void {
  const path = join(folder, name);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${name} does not hold ${from}`);
  writeFileSync(path, text.replaceAll(from, to));
}

const versions = () =>
  db.selectFrom('clinic_settings_version').select(['version', 'settings']).orderBy('version').execute();

describe('throughline clinic validate', () => {
  it('says nothing of a file that is in order', async () => {
    await run('validate', file());

    expect(said).toEqual([`${file()}: nothing found.`]);
    expect(process.exitCode).toBeUndefined();
  });

  it.each([
    ['a field that is wrong', 'undoMinutes: 10', 'undoMinutes: -1', /undoMinutes/],
    [
      'a number beyond its limits',
      'askBirthday: false',
      tuned('care/diagnosis/deadlineDays', 90),
      /version 2 allows a whole number from 28 to 56/,
    ],
    [
      'a number that is not for it to set',
      'askBirthday: false',
      tuned('care/diagnosis/next', 3),
      /names "care\/diagnosis\/next", which the pathway does not let a clinic set: it lets be set: care\/diagnosis\/deadlineDays/,
    ],
    [
      'a pathway that there is not',
      'askBirthday: false',
      'askBirthday: false\ntuned: { neck-pain: { a/b/c: 1 } }',
      /tuned names "neck-pain", which is no pathway/,
    ],
    [
      'hours that send prompts at night',
      "promptHours: { from: '08:00', to: '20:00' }",
      "promptHours: { from: '08:00', to: '23:30' }",
      /With these settings .* v\d is not sound/,
    ],
  ])('refuses %s', async (_what, from, to, sentence) => {
    write('demo.yaml', from, to);

    await run('validate', file());

    expect(said).toEqual([]);
    expect(faults.join('\n')).toMatch(sentence);
    expect(process.exitCode).toBe(1);
  });
});

function tuned(place: string, value: number): string {
  return `askBirthday: false\ntuned: { post-laminectomy-syndrome: { ${place}: ${String(value)} } }`;
}

describe('throughline clinic apply', () => {
  it('shows the difference first and writes nothing with --dry-run', async () => {
    write('demo.yaml', 'undoMinutes: 10', 'undoMinutes: 15');
    const before = await allTables(db, []);

    await run('apply', file(), '--dry-run');

    expect(said).toEqual(['undoMinutes: 10 → 15\nNothing was written: this would be version 2.']);
    expect(await allTables(db, [])).toEqual(before);
  });

  it('needs somebody who answers for it', async () => {
    write('demo.yaml', 'undoMinutes: 10', 'undoMinutes: 15');

    await run('apply', file());
    await run('apply', file(), '--by', 'dr.lee@riverside.test');

    expect(faults).toEqual([
      '--by is missing: name who answers for the change, or look first with --dry-run.',
      '--by names no lead or operator of this clinic: give the mail address of one.',
    ]);
    expect(await versions()).toHaveLength(1);
  });

  it('puts the next version in force, keeps the one before, and says who did it', async () => {
    write('demo.yaml', 'undoMinutes: 10', 'undoMinutes: 15');

    await run('apply', file(), ...lead);

    expect(said[0]).toMatch(/^undoMinutes: 10 → 15\nVersion 2 is in force for everybody since \d{4}-/);
    expect((await versions()).map(({ version, settings }) => [version, settings.undoMinutes])).toEqual([
      [1, 10],
      [2, 15],
    ]);
    const { settings } = await db.selectFrom('clinic').select('settings').executeTakeFirstOrThrow();
    expect([settings.version, settings.undoMinutes]).toEqual([2, 15]);
    const { id } = await db
      .selectFrom('staff_member')
      .select('id')
      .where('role', '=', 'lead')
      .executeTakeFirstOrThrow();
    expect(await db.selectFrom('audit_log').select(['principal', 'action']).execute()).toEqual([
      { principal: id, action: 'clinic.settings-applied v2' },
    ]);
  });

  it('refuses a file made from another version, and writes nothing where nothing differs', async () => {
    write('demo.yaml', 'version: 1', 'version: 4');
    await run('apply', file(), ...lead);
    write('demo.yaml', 'version: 4', 'version: 2');
    write('demo.yaml', 'undoMinutes: 10', 'undoMinutes: 15');
    await run('apply', file(), ...lead);

    expect(faults).toEqual([
      'The file says version 4, but version 2 is in force: look at what changed since, and write version: 3.',
    ]);
    expect(said).toEqual(['Nothing differs: version 2 stays in force.']);
  });

  it('refuses words for patients that were changed under a version that was shown', async () => {
    write('demo.yaml', 'version: 1', 'version: 2');
    write('texts.en.yaml', 'We are telling our clinician on call.', 'We tell our clinician on call.');

    await run('apply', file(), ...lead);

    expect(faults.join('\n')).toMatch(
      /^texts\.en help\.emergency ".+" was shown with other words: give the changed text a new version\./,
    );
    expect(await versions()).toHaveLength(2);
  });

  it('refuses a time zone that the database does not know: its days would be others', async () => {
    const { settings } = await db.selectFrom('clinic').select('settings').executeTakeFirstOrThrow();
    const change = { settings: { ...settings, timeZone: 'Europe/Jersey' }, clinicId: null, by: null };
    const look = () => changeSettings(db, shippedCatalogue(), change);
    const taken = await look();
    const known = await zonesKnown(db);
    jest.spyOn(known, 'has').mockImplementation((zone) => zone !== 'Europe/Jersey');

    await expect(look()).rejects.toThrow('timeZone is Europe/Jersey, which this database does not know');
    expect(taken.differences.map(({ path }) => path)).toEqual(['timeZone']);
  });

  it('refuses to guess which database', async () => {
    delete process.env.DATABASE_URL;

    await run('apply', file(), ...lead);

    expect(faults).toEqual(['DATABASE_URL is missing: it names the database of the clinic.']);
  });
});
