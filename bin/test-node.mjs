// The tests on another release of Node: `npm run test:node -- 26 [--only <pattern>]`. Supported are 20.19 and newer, 24 and 26.
// The program comes from the package registry (a package for each platform, without install script); packages are then
// installed anew for it, and once more for the usual Node at the next start.
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fail, root, run } from './install.mjs';

const [version, ...args] = process.argv.slice(2);
if (!/^\d+(\.\d+){0,2}$/.test(version ?? '')) fail('Name a release of Node: npm run test:node -- 26');

const name = `node-${process.platform}-${process.arch}`;
// Outside node_modules, which is made anew by the program that lies here.
const folder = join(tmpdir(), `throughline-${name}-${version}`);
const program = join(folder, 'node_modules', name, 'bin', 'node');
if (!existsSync(program)) {
  mkdirSync(folder, { recursive: true }); // npm does not make it
  console.error(`Fetching Node ${version} …`);
  const npm = ['install', '--prefix', folder, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = run('npm', [...npm, `${name}@${version}`]);
  if (status !== 0)
    fail(`Node ${version} could not be fetched for this platform (${name}): npm’s own message is above.`);
}
const env = { ...process.env, PATH: `${dirname(program)}${delimiter}${process.env.PATH}` };
process.exit(run(program, [join(root, 'bin', 'test.mjs'), ...args], { env }).status ?? 1);
