import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { repositoryRoot } from '../../../src/config/settings';
import { freePort } from '../../../src/embedded/ports';
import { type Postgres, startPostgres } from '../../../src/embedded/postgres/postgres';
import { commandLine } from '../../../src/embedded/supervise/process-table';
import { removeScratchFolders, scratchFolder } from '../scratch';

const servers: Postgres[] = [];
let made: string;

beforeAll(async () => {
  made = scratchFolder();
  await (await start(made)).stop();
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

afterAll(removeScratchFolders);

/** A folder with a cluster in it: copying one is ten times quicker than making one. */
function withCluster(): string {
  const root = scratchFolder();
  cpSync(made, root, { recursive: true });
  return root;
}

async function start(root: string, said: string[] = []): Promise<Postgres> {
  const server = await startPostgres({
    folder: join(root, 'postgres'),
    port: await freePort(),
    logFile: join(root, 'postgres.log'),
    noSync: true,
    say: (line) => said.push(line),
  });
  servers.push(server);
  return server;
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

async function untilGone(pid: number): Promise<void> {
  while (commandLine(pid) !== null) await new Promise((resolve) => setTimeout(resolve, 20));
}

test('data outlive a stop and a start, in a path with a space', async () => {
  const root = withCluster();
  const first = await start(root);
  await ask(first.url, 'create table kept as select 42 as answer');
  await first.stop();

  const second = await start(root);

  expect(await ask(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
});

test('a half-made folder is removed and said so', async () => {
  const root = scratchFolder();
  mkdirSync(join(root, 'postgres.new'));
  writeFileSync(join(root, 'postgres.new', 'PG_VERSION'), '18\n');
  const said: string[] = [];

  const server = await start(root, said);

  expect(said).toEqual(['Removed a half-made database folder (postgres.new).']);
  expect(existsSync(join(root, 'postgres.new'))).toBe(false);
  expect(await ask(server.url, 'select uuidv7() is not null as ok')).toEqual([{ ok: true }]);
});

test('a folder that is something else is left alone', async () => {
  const root = scratchFolder();
  mkdirSync(join(root, 'postgres'));
  writeFileSync(join(root, 'postgres', 'letter.txt'), 'mine');

  await expect(start(root)).rejects.toThrow('is not a PostgreSQL data folder');

  expect(existsSync(join(root, 'postgres', 'letter.txt'))).toBe(true);
});

test('nobody gets in without the password', async () => {
  const server = await start(withCluster());
  const wrong = new URL(server.url);
  wrong.password = 'guess';

  await expect(ask(wrong.href, 'select 1')).rejects.toThrow('password authentication failed');
});

test('a server killed with -9 is repaired by the next start', async () => {
  const root = withCluster();
  const first = await start(root);
  await ask(first.url, 'create table kept as select 42 as answer');
  process.kill(first.pid, 'SIGKILL');
  expect(await first.exited).toBe(137);

  const second = await start(root);

  expect(await ask(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
});

test('a launcher killed with -9 leaves no server behind', async () => {
  const root = withCluster();
  const launcher = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      join(repositoryRoot(), 'test', 'embedded', 'postgres-launcher.ts'),
      root,
      String(await freePort()),
    ],
    { cwd: repositoryRoot(), stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const said = await new Promise<Buffer>((resolve) => {
    launcher.stdout.once('data', resolve);
  });
  const pid = Number(said.toString());
  expect(commandLine(pid)).toContain(root);

  launcher.kill('SIGKILL');

  await untilGone(pid);
  expect(existsSync(join(root, 'postgres', 'postmaster.pid'))).toBe(false);
});

test('a server that another start left running is stopped and said so', async () => {
  const root = withCluster();
  const first = await start(root);
  const said: string[] = [];

  const second = await start(root, said);

  expect(said).toEqual(['Stopped a PostgreSQL server that an earlier start left behind.']);
  expect(await first.exited).toBe(0);
  expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('the server’s own log holds no row, value or statement of a fault, and only its owner reads it', async () => {
  const root = withCluster();
  const { url } = await start(root);
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('create table person (name text unique, born date)');
  await client.query("insert into person values ('Quillzyx', null)");
  for (const [statement, values] of [
    ['insert into person values ($1, null)', ['Quillzyx']],
    ['insert into person values ($1, $2)', ['Worblatine', 'zfreetext']],
    ["select 'zmarkine@example.test' from nowhere", []],
  ] as const)
    await expect(client.query(statement, [...values])).rejects.toThrow();
  await client.end();

  const log = readFileSync(join(root, 'postgres.log'), 'utf8');
  expect(log).toContain('ready to accept connections');
  expect(log).not.toMatch(/Quillzyx|Worblatine|zfreetext|zmarkine|nowhere/);
  expect(statSync(join(root, 'postgres.log')).mode & 0o777).toBe(0o600);
});
