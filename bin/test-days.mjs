// The tests as they would run on other days: `npm run test:days [-- --day <name>] [-- --only <pattern>]`. Nightly and before a release.
// libfaketime (Debian's package of that name) shifts the clock of Node and PostgreSQL alike; only the engine's server, which
// waits by durations, keeps the real one. The clock runs on from the shifted instant, so 23:59 passes midnight under way.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, fail, install, packageFile, requireNode, root } from './install.mjs';

// Houses of real processes hide the environment from their parts, so nothing shifts their clock: they set the clinic's own.
const SAME_ON_ALL_DAYS = ['test/kill/short', 'test/outage/short', 'test/embedded/logs'];
const DAYS = [
  { name: 'sunday', at: '2026-11-29T11:00:00Z' },
  { name: 'last-day-of-the-year', at: '2026-12-31T12:00:00Z' },
  { name: 'last-minute-of-the-year', at: '2026-12-31T23:59:00Z' },
  { name: 'leap-day', at: '2028-02-29T12:00:00Z' },
  { name: 'last-minute-of-the-leap-day', at: '2028-02-29T23:59:00Z' },
  { name: 'london-goes-forward', at: '2027-03-28T00:55:00Z' },
  { name: 'london-goes-back', at: '2027-10-31T00:55:00Z' },
  { name: 'new-york-goes-forward', at: '2027-03-14T06:55:00Z' },
  { name: 'new-york-goes-back', at: '2027-11-07T05:55:00Z' },
  { name: 'today-in-apia', zone: 'Pacific/Apia' },
];

requireNode();
install();
await build();
const only = option('--only');
const wanted = option('--day');
const days = DAYS.filter(({ name }) => wanted === undefined || name === wanted);
if (days.length === 0) fail(`There is no day "${wanted}". There are: ${DAYS.map(({ name }) => name).join(', ')}.`);
const library = days.some(({ at }) => at) ? libfaketime() : undefined;

const results = days.map((day) => ({ ...day, ok: passes(day) }));
console.log('');
for (const { name, at, zone, ok } of results)
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${at ?? `TZ=${zone}`})`);
const failed = results.filter(({ ok }) => !ok).length;
console.log(`\n${results.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function passes({ name, at, zone }) {
  console.log(`\n== ${name}`);
  const args = [
    packageFile('jest/bin/jest.js'),
    ...(only === undefined ? [] : [only]), // before the list, which would take it in
    '--silent',
    `--testPathIgnorePatterns=${SAME_ON_ALL_DAYS.join('|')}`,
  ];
  const env = { ...process.env, ...(zone && { TZ: zone }), ...(at && shifted(at)) };
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env }).status === 0;
}

function shifted(at) {
  return {
    LD_PRELOAD: library,
    FAKETIME: `${Math.round((Date.parse(at) - Date.now()) / 1000)}s`.replace(/^(?=\d)/, '+'),
    // Waiting is by the real clock, and so are the times of files, by which caches are judged.
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    NO_FAKE_STAT: '1',
  };
}

function libfaketime() {
  const folders = ['/usr/lib', '/usr/local/lib'].filter(existsSync);
  const candidates = folders.flatMap((folder) => [folder, ...readdirSync(folder).map((name) => join(folder, name))]);
  const found = candidates.map((folder) => join(folder, 'faketime', 'libfaketimeMT.so.1')).find(existsSync);
  return (
    found ??
    fail('The clock cannot be shifted: install libfaketime (on Debian and Ubuntu: apt-get install libfaketime).')
  );
}

function option(name) {
  const at = process.argv.indexOf(name);
  return at === -1 ? undefined : (process.argv[at + 1] ?? fail(`${name} needs a value.`));
}
