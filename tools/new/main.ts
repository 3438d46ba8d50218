import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/config/settings';
import { begin } from './begin';
import { type Kind, oneMore } from './one-more';

const [kind = '', name] = process.argv.slice(2);
const kinds = Object.keys(oneMore);
if (!kinds.includes(kind) || name === undefined) {
  console.error(`Say what and how it is called: npm run new -- ${kinds.join('|')} <name>`);
  process.exit(1);
}
try {
  const root = repositoryRoot();
  const paths = begin(root, kind as Kind, name);
  const prettier = join(root, 'node_modules', 'prettier', 'bin', 'prettier.cjs');
  execFileSync(process.execPath, [prettier, '--write', '--log-level', 'warn', ...paths], { cwd: root });
  console.log(paths.join('\n'));
  console.log('\nNow make it say what it is: its test fails until then.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
