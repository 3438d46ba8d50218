import { journeys } from './journey';
import { killTest } from './kill-test';

// The short form of `npm run test:kill`: three weeks, three patients, five kills of real processes. This seed kills
// Temporal, the API, the worker, PostgreSQL, and at last everything together.
const SEED = 31;
const KILLS = 5;

test('a kill -9 of any part, of everything, and the loss of the engine’s data lose nothing', async () => {
  const told: string[] = [];
  const say = (line: string): void => {
    told.push(line);
  };

  const checks = await killTest({ journey: journeys.short, seed: SEED, kills: KILLS, say });

  const faults = checks.flatMap((check) => check.faults.map((fault) => `${check.title}: ${fault}`));
  expect({ faults, told: faults.length === 0 ? [] : told }).toEqual({ faults: [], told: [] });
}, 900_000); // minutes on a quiet machine; a busy one takes several times as long
