import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { HOUR } from '../../src/domain/words/time';
import type { HouseProcess } from '../kill/house-process';
import { ask, enrolMany, inDatabase, inHouse, late, raiseLadders, secondsUntil, told, watchSaid } from './open-house';
import type { Outage } from './outage';

export type Backlog = { enrolments: number; ladders: number; laddersWithin: number; allWithin: number };

/** Done-when of D3: all the engine knew is gone, and everybody is late. */
export const engineLost =
  ({ enrolments, ladders, laddersWithin, allWithin }: Backlog): Outage =>
  () =>
    inHouse({ LOG_LEVEL: 'warn' }, async (house, client) => {
      const enrolled = await enrolMany(client, enrolments);
      await house.stop();
      rmSync(join(house.folder, 'temporal'), { recursive: true });

      const began = Date.now();
      const starting = house.start();
      starting.catch(() => undefined); // awaited below
      await secondsUntil(120, async () => (await ask(house, '/healthz')).status === 200);
      const { ids: raised, lateAtFirst } = await inDatabase(house, async (db) => {
        await sql`update clinic set clock_offset_ms = clock_offset_ms + ${14 * 24 * HOUR}`.execute(db);
        const ids = await raiseLadders(db, enrolled.slice(0, ladders));
        await sql`update escalation set next_due_at = next_due_at - interval '2 minutes' where id = any(${ids})`.execute(
          db,
        );
        return { ids, lateAtFirst: await late(db) };
      });
      const since = performance.now();
      const [laddersAfter, allAfter] = await inDatabase(house, (db) =>
        Promise.all([
          secondsUntil(laddersWithin * 4, async () => (await told(db, raised)) === raised.length, since),
          secondsUntil(allWithin * 2, async () => (await late(db)) === 0, since),
        ]),
      );
      await starting;
      const late1 = await lateNow(house);
      return {
        fault: `the engine’s data lost, ${enrolments} enrolments late, ${ladders} ladders due`,
        lost: [
          ...(lateAtFirst >= enrolments ? [] : [`only ${lateAtFirst} enrolments were late: this shows nothing`]),
          ...overdue('all ladders told', laddersAfter, laddersWithin),
          ...overdue('all enrolments looked at', allAfter, allWithin),
          ...(late1 === 0 ? [] : [`${late1} enrolments still late`]),
        ],
        late: `ladders told after ${laddersAfter ?? '–'} s, all enrolments after ${allAfter ?? '–'} s`,
        said: watchSaid(house, 'enrolment-late', began)
          ? 'by the watch, at its first look'
          : 'caught up before the watch looked',
      };
    });

const overdue = (what: string, after: number | null, within: number): string[] =>
  after !== null && after <= within ? [] : [`${what} after ${after ?? 'for ever'} s, allowed ${within}`];

const lateNow = (house: HouseProcess): Promise<number> => inDatabase(house, late);
