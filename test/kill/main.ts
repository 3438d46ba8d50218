import { parseArgs } from 'node:util';
import { journeys } from './journey';
import { killTest } from './kill-test';

// npm run test:kill -- --seed 7 [--kills 20] [--journey short]

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '20' },
    journey: { type: 'string', default: 'full' },
  },
});

async function main(): Promise<number> {
  const [seed, kills] = [Number(values.seed), Number(values.kills)];
  if (!Number.isInteger(seed) || !Number.isInteger(kills) || kills < 0) {
    throw new Error('Give whole numbers: --seed 7 --kills 20.');
  }
  const journey = Object.entries(journeys).find(([name]) => name === values.journey)?.[1];
  if (!journey) throw new Error(`Choose a journey: ${Object.keys(journeys).join(' or ')}.`);
  console.log(`seed ${seed}, ${kills} kills`);
  const checks = await killTest({ journey, seed, kills, say: console.log });
  for (const { title, looked, faults } of checks) {
    console.log(`${faults.length === 0 ? 'ok    ' : 'FAILED'}  ${title} (${looked} looked at)`);
    for (const fault of faults.slice(0, 20)) console.log(`        ${fault}`);
  }
  return checks.every(({ faults }) => faults.length === 0) ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
