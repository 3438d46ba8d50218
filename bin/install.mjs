// What start, test and run do first: packages as locked, then the compiled code. Plain Node, no dependency.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const NODE = [20, 19];
const SOURCES = ['src', 'workflows', 'activities', 'api', 'tsconfig.base.json', 'tsconfig.server.json'];
const CONSOLE = ['web', 'vite.config.mjs', 'package-lock.json'];

/** Ends the process with one sentence. */
export function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > NODE[0] || (major === NODE[0] && minor >= NODE[1])) return;
  fail(`Throughline needs Node ${NODE.join('.')} or newer, this is ${version}: install a newer one from nodejs.org.`);
}

/** `npm ci`, when the lockfile or Node has changed since the last time. */
export function install() {
  const stampFile = join(root, 'node_modules', '.throughline-stamp');
  const lockfile = readFileSync(join(root, 'package-lock.json'));
  const stamp = `${createHash('sha256').update(lockfile).digest('hex')} node ${process.version}\n`;
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  console.error('Installing packages (about a minute, once) …');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund'];
  // The npm that runs us, so that no second npm has to be found; without one (plain `node bin/…`) the one on the PATH.
  const { status } = npm ? aside(process.execPath, [npm, ...args]) : aside('npm', args);
  if (status !== 0) fail('The packages could not be installed: npm’s own message is above. Mend it and start again.');
  writeFileSync(stampFile, stamp);
}

/** Compiles when a source is newer than the last build, and bundles the workflow code and the console. */
export async function build() {
  await buildFrom(SOURCES, '.built', async () => {
    compile('typescript/bin/tsc', '-b', 'tsconfig.server.json');
    const { buildWorkflowBundle } = await importBuilt('src/embedded/temporal/workflow-bundle.js');
    await buildWorkflowBundle(join(root, 'dist', 'workflow-bundle.js'));
  });
  await buildFrom(CONSOLE, '.built-web', () => compile('vite/bin/vite.js', 'build', '--logLevel', 'warn'));
}

async function buildFrom(sources, stamp, make) {
  const stampFile = join(root, 'dist', stamp);
  const builtMs = existsSync(stampFile) ? statSync(stampFile).mtimeMs : 0;
  if (sources.every((name) => newestMs(join(root, name)) < builtMs)) return;
  const beganAt = new Date();
  console.error('Building …');
  await make();
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, `${beganAt.toISOString()}\n`);
}

function compile(file, ...args) {
  const { status } = aside(process.execPath, [packageFile(file), ...args]);
  if (status !== 0) fail('The build failed: the compiler’s messages are above.');
}

export function importBuilt(path) {
  return import(pathToFileURL(join(root, 'dist', path)).href);
}

export function packageFile(path) {
  return join(root, 'node_modules', path);
}

export function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
}

/** Its words go to stderr: standard output belongs to the answers of whoever runs after it. */
function aside(command, args) {
  return run(command, args, { stdio: ['inherit', 2, 2] });
}

function newestMs(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  // A folder's own time changes when a file in it is removed.
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}
