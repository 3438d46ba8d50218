import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { enrolMany, inDatabase, inHouse, raiseLadders, secondsUntil, told } from './open-house';
import type { HouseProcess } from '../kill/house-process';
import type { Outage } from './outage';

const PARTS = ['api', 'worker', 'mail-catcher', 'temporal', 'watch'];

/** The kernel's own full disk: whatever is written to these logs fails with ENOSPC, from the first line on. */
export function fillLogDisk(house: HouseProcess, parts: readonly string[] = PARTS): void {
  mkdirSync(join(house.folder, 'logs'), { recursive: true });
  for (const part of parts) symlinkSync('/dev/full', join(house.folder, 'logs', `${part}.log`));
}

/** Every part talks much, and not one line of it can be kept. */
export const logDiskFull: Outage = () =>
  inHouse(
    { LOG_LEVEL: 'debug' },
    async (house, client) => {
      const enrolled = await enrolMany(client, 5);
      const ladders = await inDatabase(house, (db) => raiseLadders(db, enrolled.slice(0, 2)));
      const after = await secondsUntil(120, () =>
        inDatabase(house, async (db) => (await told(db, ladders)) === ladders.length),
      );
      return {
        fault: 'log disk full (every log is /dev/full, level debug)',
        lost: [
          ...(after === null ? ['a ladder told nobody within 2 minutes'] : []),
          ...house.fallen.map((line) => `fallen: ${line}`),
        ],
        late: `two alerts out after ${after ?? '–'} s`,
        said: 'by nobody while the disk is full: the count of lost lines is the first line once there is room',
      };
    },
    { prepare: fillLogDisk },
  );
