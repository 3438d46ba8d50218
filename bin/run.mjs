// Runs one TypeScript file, such as the bench or the kill test: node bin/run.mjs <file.ts> [arguments]
import { spawn } from 'node:child_process';
import { build, fail, install, packageFile, requireNode, root } from './install.mjs';

requireNode();
const [file, ...args] = process.argv.slice(2);
if (file === undefined) fail('Name the file to run: node bin/run.mjs <file.ts> [arguments]');
install();
await build();
const child = spawn(process.execPath, [packageFile('tsx/dist/cli.mjs'), file, ...args], {
  cwd: root,
  stdio: 'inherit',
});
// Ctrl-C reaches the child by itself; a signal sent to us alone is passed on.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
