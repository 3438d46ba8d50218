import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { repositoryRoot } from '../../src/config/settings';
import { openDataFolder } from '../../src/embedded/data-folder';
import { freePort } from '../../src/embedded/ports';
import { takeLock } from '../../src/embedded/supervise/supervisor-lock';
import { removeScratchFolders, scratchFolder } from './scratch';

afterAll(removeScratchFolders);

const MAIN = "require('./src/embedded/main').main(() => Promise.reject(new Error('nothing to prepare')))";

/** `npm start` without its install and build, in a process of its own that must end by itself. */
async function start(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', '-e', MAIN], {
    cwd: repositoryRoot(),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const said = await text(child.stderr);
  return { code: await ended, said: said.trim() };
}

test('a start beside a running one is refused and told where that is', async () => {
  const folder = openDataFolder(scratchFolder());
  const giveBack = takeLock(folder.lock, 'http://127.0.0.1:8123', () => undefined);

  const { code, said } = await start({ THROUGHLINE_DATA: folder.root, PORT: String(await freePort()) });

  expect(code).toBe(1);
  expect(said).toMatch(/^Throughline is already running here \(process \d+\): open http:\/\/127\.0\.0\.1:8123.*$/);
  giveBack();
});

test('a taken port ends the start before anything is made', async () => {
  const port = await freePort();
  const other = createServer().listen(port, '127.0.0.1');
  const root = scratchFolder();

  const { code, said } = await start({ THROUGHLINE_DATA: root, PORT: String(port) });

  expect(code).toBe(1);
  expect(said).toMatch(new RegExp(`^Port ${port} is in use by another program: .*PORT=\\d+ npm start\\.$`));
  expect(readdirSync(root).sort()).toEqual(['logs', 'temporal']);
  other.close();
});

test('a database that does not answer is one sentence without the password', async () => {
  const [port, nobody] = [await freePort(), await freePort()];
  const root = scratchFolder();
  const DATABASE_URL = `postgres://u:open-sesame@127.0.0.1:${nobody}/d`;

  const { code, said } = await start({ THROUGHLINE_DATA: root, PORT: String(port), DATABASE_URL });

  expect(code).toBe(1);
  expect(said.split('\n').at(-1)).toMatch(
    /^DATABASE_URL does not lead to a usable database \(connect ECONNREFUSED [\d.:]+\): .*$/,
  );
  expect(readdirSync(root)).not.toContain('supervisor.lock');
});

test('live and demonstration settings mixed are listed together', async () => {
  const { code, said } = await start({
    THROUGHLINE_MODE: 'live',
    DATABASE_URL: 'postgres://u@h/d',
    SMTP_URL: 'smtp://127.0.0.1:1025',
    PUBLIC_URL: 'http://127.0.0.1:8080',
  });

  expect(code).toBe(1);
  const faults = said.split('\n').slice(1);
  expect(faults.map((fault) => fault.split(' ')[1])).toEqual([
    'TEMPORAL_ADDRESS',
    'SMTP_URL',
    'OIDC_ISSUER',
    'CLINICAL_SAFETY_OFFICER',
    'PUBLIC_URL',
    'MAIL_FROM_ADDRESS',
    'MAIL_REPLY_TO',
  ]);
});
