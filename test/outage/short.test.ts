import type { Client } from '../kill/client';
import type { HouseProcess } from '../kill/house-process';
import { takeConnections } from './connections';
import { freeze } from './frozen';
import { fillLogDisk } from './log-disk';
import { inHouse } from './open-house';
import type { Outcome } from './outage';

// The short form of `npm run test:outage`: one house whose logs cannot be written, and two
// more outages in it.

test('a full log disk, all connections taken and a frozen PostgreSQL lose nothing', async () => {
  const outcomes = await inHouse(
    {},
    async (house: HouseProcess, client: Client): Promise<Outcome[]> => [
      await takeConnections(house, client, 6, 100),
      await freeze(house, client, 'postgres', 12, 0),
    ],
    {
      prepare: (house) => {
        fillLogDisk(house, ['api', 'worker', 'mail-catcher', 'temporal']); // what the watch says is read
      },
    },
  );

  expect(outcomes.flatMap(({ fault, lost }) => lost.map((what) => `${fault}: ${what}`))).toEqual([]);
}, 900_000); // minutes on a quiet machine; a busy one takes several times as long
