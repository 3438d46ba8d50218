import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser of the browser tests: THROUGHLINE_CHROMIUM, or the first of its names on the PATH; null when none is there. */
export function findChromium(env: NodeJS.ProcessEnv): string | null {
  if (env.THROUGHLINE_CHROMIUM) return env.THROUGHLINE_CHROMIUM;
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isProgram) ?? null;
}

/** On CI a missing browser is installed first; elsewhere nobody's machine is changed. Says in one sentence when there is none. */
export function chromiumOrSentence(env: NodeJS.ProcessEnv): string | null {
  const found = findChromium(env);
  if (found !== null) return found;
  if (env.CI === 'true') installChromium();
  const installed = env.CI === 'true' ? findChromium(env) : null;
  if (installed === null)
    process.stderr.write(
      '\nNO BROWSER: the browser tests are NOT run. Install Chromium (Debian: apt-get install -y chromium), or name one in THROUGHLINE_CHROMIUM.\n\n',
    );
  return installed;
}

function installChromium(): void {
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']])
    spawnSync('apt-get', args, {
      stdio: 'ignore',
      timeout: 300_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
