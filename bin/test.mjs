// Everything that CI runs, one after the other; `--only <pattern>` runs Jest alone on matching files.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, fail, install, packageFile, requireNode, root, run } from './install.mjs';
import { lockfileFaults } from './lockfile-faults.mjs';

const node =
  (file, ...args) =>
  () =>
    run(process.execPath, [packageFile(file), ...args]).status === 0;

const CHECKS = [
  ['format', node('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')],
  ['lint', node('eslint/bin/eslint.js', '.')],
  ['types', node('typescript/bin/tsc', '-b')],
  [
    'import map',
    node('dependency-cruiser/bin/dependency-cruise.mjs', 'src', 'workflows', 'activities', 'api', 'web', 'tools'),
  ],
  ['types of the console', node('../bin/api-types.mjs', '--check')],
  ['unused code', node('knip/bin/knip.js')],
  ['lockfile', () => lockfileFaults(root).map((fault) => console.error(fault)).length === 0],
];

requireNode();
install();
const args = process.argv.slice(2);
const only = args[0] === '--only' ? (args[1] ?? fail('Name what to run: npm test -- --only <pattern>')) : undefined;

let passed = 0;
let failed = 0;
const count = (ok) => (ok ? (passed += 1) : (failed += 1));

if (only === undefined) {
  for (const [title, check] of CHECKS) {
    console.log(`\n== ${title}`);
    const ok = check();
    console.log(ok ? 'ok' : `FAILED: ${title}`);
    count(ok);
  }
}
console.log('\n== tests');
await build();
const tests = jest();
passed += tests.passed;
failed += tests.failed;
console.log(`\n${passed} passed, ${failed} failed`);
if (tests.browser !== null) console.log(`browser tests: ${tests.browser}`);
process.exit(failed === 0 ? 0 : 1);

/** Jest's own counts; a file that does not even load counts as one failed, and so does a run that left no result. */
function jest() {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-result-'));
  const outputFile = join(folder, 'jest.json');
  try {
    const { status } = run(process.execPath, [
      packageFile('jest/bin/jest.js'),
      '--json',
      `--outputFile=${outputFile}`,
      ...(only === undefined ? [] : [only]),
    ]);
    const result = JSON.parse(readFileSync(outputFile, 'utf8'));
    const broken = result.numFailedTests + result.numRuntimeErrorTestSuites;
    return {
      passed: result.numPassedTests,
      failed: status === 0 ? broken : Math.max(broken, 1),
      browser: browserWord(result.testResults),
    };
  } catch (error) {
    console.error(`Jest left no result: ${error.message}`);
    return { passed: 0, failed: 1, browser: null };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A browser that is missing on this machine is never passed over in silence; null = none of these tests was asked for. */
function browserWord(files) {
  const tests = files.filter(({ name }) => /test.browser./.test(name)).flatMap((file) => file.assertionResults);
  if (tests.length === 0) return null;
  const ran = tests.filter(({ status }) => status !== 'pending').length;
  return ran === 0 ? `NOT RUN (${tests.length} tests), no Chromium` : `${ran} run`;
}
