import { createHmac, randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { databaseRoles } from '../../storage/house/migrate';
import { type GuardedProcess, StartError, startGuarded, untilItAnswers } from '../supervise/guarded-process';
import { handOver, postgresBinaries, postgresIdentity } from './binaries';
import { stopOrphan } from '../supervise/process-table';

/** Where each role of a store connects to. */
export type RoleUrls = Readonly<Record<keyof typeof databaseRoles, string>>;

/** What an earlier release made belonged to the server's administrator; a store belongs to its owner. */
const HAND_OVER = `do $$ declare change text; begin
  for change in
    select format('alter table %s owner to ${databaseRoles.owner}', oid::regclass) from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') and relowner <> '${databaseRoles.owner}'::regrole
    union all
    select format('alter function %s owner to ${databaseRoles.owner}', oid::regprocedure) from pg_proc
      where pronamespace = 'public'::regnamespace and proowner <> '${databaseRoles.owner}'::regrole
  loop execute change; end loop;
end $$`;

/**
 * The roles of the store in the built-in server, each with a password of its own that is made from the administrator's, and
 * the database in the hands of its owner. Harmless when they are there already.
 */
export async function makeRoles(adminUrl: string): Promise<RoleUrls> {
  const admin = new URL(adminUrl);
  const urls = Object.entries(databaseRoles).map(([part, role]) => {
    const url = new URL(adminUrl);
    url.username = role;
    url.password = createHmac('sha256', admin.password).update(role).digest('base64url');
    return [part, url] as const;
  });
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (const [, { username, password }] of urls) {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [username]);
      if (rowCount === 0) await client.query(`create role ${username} login`);
      await client.query(`alter role ${username} nosuperuser nocreatedb nocreaterole password '${password}'`);
    }
    await client.query(`alter database ${admin.pathname.slice(1)} owner to ${databaseRoles.owner}`);
    await client.query(`alter schema public owner to ${databaseRoles.owner}`);
    await client.query(HAND_OVER);
  } finally {
    await client.end();
  }
  return Object.fromEntries(urls.map(([part, { href }]) => [part, href])) as RoleUrls;
}

const USER = 'throughline';

/** Errors reach whoever asked; in the server's own log they would repeat rows, values and statements of patients. */
const WITHOUT_ROWS = {
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
};

export type PostgresOptions = {
  /** Where the cluster lives; `<folder>.new` and `<folder>.password` lie beside it. */
  readonly folder: string;
  readonly port: number;
  readonly logFile: string;
  /** Server settings, such as `fsync: 'off'` for tests. */
  readonly settings?: Readonly<Record<string, string>>;
  /** What the server's environment holds besides, such as the shifted clock of a test. */
  readonly env?: NodeJS.ProcessEnv;
  /** Tests do not wait for the disk. */
  readonly noSync?: boolean;
  /** Told in one line what was repaired. */
  readonly say?: (line: string) => void;
};

/** `url` is the server's administrator, for nobody but who sets it up; the others are the roles of a store. */
export type Postgres = GuardedProcess & { readonly url: string; readonly urls: RoleUrls };

/** Makes the cluster if there is none, stops a left-over server of ours, starts PostgreSQL and waits until it answers. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  await createCluster(options);
  await stopLeftOver(options);
  const { folder, port, logFile } = options;
  const identity = postgresIdentity(folder);
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '', // a long or spaced data path would break the socket's
    timezone: 'UTC',
    ...WITHOUT_ROWS,
    ...options.settings,
  };
  const server = await startGuarded({
    command: [
      ...identity.prefix,
      join(postgresBinaries(), 'postgres'),
      '-D',
      folder,
      ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    ],
    env: { LC_ALL: 'C', ...options.env },
    logFile,
    stopSignal: 'INT',
    runAs: identity.runAs,
  });
  const password = readFileSync(passwordFile(folder), 'utf8').trim();
  const url = `postgres://${USER}:${password}@127.0.0.1:${port}/${USER}`;
  const admin = Object.assign(new URL(url), { pathname: '/postgres' }).href;
  await untilItAnswers('PostgreSQL', server, logFile, () => createDatabase(admin));
  const urls = await makeRoles(url);
  return { ...server, url, urls };
}

/**
 * initdb killed half-way leaves a folder that looks whole and is not: so it works in `<folder>.new`, renamed when done.
 */
async function createCluster({ folder, noSync, say }: PostgresOptions): Promise<void> {
  if (existsSync(join(folder, 'PG_VERSION'))) return;
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new StartError(
      `${folder} holds something that is not a PostgreSQL data folder: move it away, then start again.`,
    );
  }
  const fresh = `${folder}.new`;
  if (existsSync(fresh)) {
    rmSync(fresh, { recursive: true });
    say?.(`Removed a half-made database folder (${basename(fresh)}).`);
  }
  mkdirSync(dirname(folder), { recursive: true });
  mkdirSync(fresh, { mode: 0o700 });
  const identity = postgresIdentity(folder);
  const secret = passwordFile(folder);
  writeFileSync(secret, randomBytes(18).toString('base64url'), { mode: 0o600 });
  [fresh, secret].forEach((path) => {
    handOver(path, identity);
  });
  const [command = '', ...args] = [
    ...identity.prefix,
    join(postgresBinaries(), 'initdb'),
    ...['-D', fresh, '-U', USER, '--auth=scram-sha-256', `--pwfile=${secret}`, '--encoding=UTF8'],
    ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...(noSync === true ? ['--no-sync'] : []),
  ];
  await promisify(execFile)(command, args, { env: { LC_ALL: 'C' }, ...identity.runAs }).catch((error: unknown) => {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new StartError(`PostgreSQL could not make its data folder ${folder}: ${lastOf(stderr ?? '') || message}`);
  });
  renameSync(fresh, folder);
}

async function stopLeftOver({ folder, say }: PostgresOptions): Promise<void> {
  const pidFile = join(folder, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (await stopOrphan(pid, folder, 'SIGINT')) say?.('Stopped a PostgreSQL server that an earlier start left behind.');
}

/** False while the server does not take connections yet. */
async function createDatabase(adminUrl: string): Promise<boolean> {
  const client = new Client({ connectionString: adminUrl });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query('select from pg_database where datname = $1', [USER]);
    if (rowCount === 0) await client.query(`create database ${USER}`);
    return true;
  } catch (error) {
    const code = (error as { code?: string }).code;
    // 57P03: still starting or recovering.
    if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === '57P03') return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function passwordFile(folder: string): string {
  return `${folder}.password`;
}

function lastOf(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
