import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from '../../src/cli/main';
import { root } from '../support/care/shipped';

// A fresh clone, in a folder whose path has a space: nothing is installed and nothing is built.
let clone: string;
beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'throughline fresh '));
  for (const name of ['bin', 'package.json', 'package-lock.json']) {
    cpSync(join(root, name), join(clone, name), { recursive: true });
  }
});
afterAll(() => {
  rmSync(clone, { recursive: true });
});

function run(file: string, args: string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(clone, 'bin', file), ...args], {
    cwd: clone,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    timeout: 20_000,
  });
  return { status, stdout, stderr, installed: readdirSync(clone).includes('node_modules') };
}

test('--version and --help answer from a fresh clone, and install nothing', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

  expect(run('throughline.mjs', ['--version'])).toMatchObject({ status: 0, stdout: `${version}\n`, installed: false });
  const help = run('throughline.mjs', ['--help']);
  expect(help).toMatchObject({ status: 0, installed: false });
  expect(help.stdout).toContain('Usage: throughline');
});

test('the help of a fresh clone is that of the commands', () => {
  expect(readFileSync(join(root, 'bin', 'help.txt'), 'utf8')).toBe(commands().helpInformation());
});

test.each([
  ['start.mjs', []],
  ['throughline.mjs', ['start']],
])(
  'F-4: %s says that the port is taken, and by which setting to move, before it installs anything',
  async (file, args) => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;

    const said = run(file, args, { PORT: String(port) });

    expect(said).toMatchObject({ status: 1, stdout: '', installed: false });
    expect(said.stderr).toMatch(new RegExp(`^Port ${port} is in use .* PORT=${port + 10} npm start\\.\\n$`));
    await new Promise((resolve) => other.close(resolve));
  },
);

test('what installing says is no part of an answer', () => {
  const npm = join(clone, 'npm.cjs');
  writeFileSync(npm, "console.log('added 1 package'); process.exit(0);\n");

  const said = run('throughline.mjs', ['pathway', 'validate', 'x.yaml', '--json'], { npm_execpath: npm });

  expect(said.stdout).toBe('');
  expect(said.stderr).toContain('added 1 package');
});
