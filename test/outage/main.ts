import { parseArgs } from 'node:util';
import { brokenSnapshot } from './broken-snapshot';
import { commitBefore } from './commit-before';
import { connectionsTaken } from './connections';
import { engineLost } from './engine-lost';
import { frozen } from './frozen';
import { logDiskFull } from './log-disk';
import { lineOf, type Outage } from './outage';
import { repairedRelease } from './repaired-release';
import { relayDown, relayRefuses, relaySlow } from './relay-trouble';

// npm run test:outage [-- --only engine-lost] [--enrolments 2000]   Each outage has a house of its own; all of them take about half an hour.

const { values } = parseArgs({
  options: { only: { type: 'string' }, enrolments: { type: 'string', default: '2000' } },
});

const FROZEN_SECONDS = 75;

const outages: Record<string, Outage> = {
  'engine-lost': engineLost({ enrolments: Number(values.enrolments), ladders: 60, laddersWithin: 30, allWithin: 300 }),
  'postgres-frozen': frozen('postgres', FROZEN_SECONDS),
  'temporal-frozen': frozen('temporal', FROZEN_SECONDS),
  'relay-frozen': frozen('mail catcher', FROZEN_SECONDS),
  'relay-down': relayDown(180),
  'relay-refuses': relayRefuses(40),
  'relay-slow': relaySlow(70_000),
  'connections-taken': connectionsTaken(30),
  'log-disk-full': logDiskFull,
  'broken-snapshot': brokenSnapshot,
  'repaired-release': repairedRelease,
  'commit-before': commitBefore,
};

async function main(): Promise<number> {
  const chosen = Object.entries(outages).filter(([name]) => values.only === undefined || values.only === name);
  if (chosen.length === 0) throw new Error(`Choose one of: ${Object.keys(outages).join(', ')}.`);
  let failed = 0;
  for (const [name, outage] of chosen) {
    console.log(`${name} …`);
    const outcome = await outage();
    console.log(lineOf(outcome));
    if (outcome.lost.length > 0) failed += 1;
  }
  return failed === 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
