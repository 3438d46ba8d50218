import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { freePort } from '../../src/embedded/ports';
import { startPostgres } from '../../src/embedded/postgres/postgres';
import { DAY, HOUR, type Instant } from '../../src/domain/words/time';
import type { Db } from '../../src/storage/tx/connection';
import type { HouseProcess } from '../kill/house-process';
import { setClock } from '../kill/played-house';
import { earlierStates, fillWithEarlierState } from '../support/servers/earlier-states';
import { ask, enrolMany, inDatabase, inHouse, late, quarantined, secondsUntil } from './open-house';
import type { Outage } from './outage';

/** D11: the house finds the database of the oldest release, patients in the middle of their stories, and goes on with it. */
export const commitBefore: Outage = () =>
  inHouse(
    {},
    async (house, client) => {
      const before = await inDatabase(house, counts);
      const newest = await inDatabase(house, newestMoment);
      await inDatabase(house, (db) => setClock(db, newest + HOUR));
      const since = performance.now();
      const caughtUp = await secondsUntil(180, () => inDatabase(house, async (db) => (await late(db)) === 0), since);
      await client.walkTo(newest + 2 * DAY);
      const fresh = await enrolMany(client, 1);
      const after = await inDatabase(house, counts);
      const stuck = await inDatabase(house, quarantined);
      const lists = ['/worklist?view=needs-you', '/tasks?status=open', '/escalations?status=open'];
      const answers = await Promise.all(lists.map((list) => ask(house, `/api/v1${list}`, house.apiKeys.clinician)));
      const silent = await inDatabase(house, untoldLadders);
      return {
        fault: `a database that stopped at migration ${oldest}: ${before.enrolments} enrolments, ${before.events} facts`,
        lost: [
          ...(before.enrolments === 0 ? ['it is empty: this shows nothing'] : []),
          ...(caughtUp === null ? ['somebody is late after 3 minutes'] : []),
          ...(after.enrolments === before.enrolments + fresh.length ? [] : ['enrolments are missing']),
          ...(after.events >= before.events ? [] : ['facts are missing']),
          ...(stuck === 0 ? [] : [`${stuck} enrolments stuck`]),
          ...(silent === 0 ? [] : [`${silent} open ladders do not climb`]),
          ...answers.flatMap(({ status }, index) => (status === 200 ? [] : [`${lists[index] ?? ''}: ${status}`])),
          ...house.fallen.map((line) => `fallen: ${line}`),
        ],
        late: `everybody was looked at after ${caughtUp ?? '–'} s`,
        said: 'nothing to say: it was brought to this release’s shape before anything was served',
      };
    },
    { prepare: layOldDatabase, startsAt: null },
  );

const [oldest = ''] = earlierStates;

async function layOldDatabase({ folder }: HouseProcess): Promise<void> {
  mkdirSync(join(folder, 'logs'));
  const logFile = join(folder, 'logs', 'postgres.log');
  const server = await startPostgres({ folder: join(folder, 'postgres'), port: await freePort(), logFile });
  try {
    await fillWithEarlierState(server.url, oldest);
  } finally {
    await server.stop();
  }
}

async function counts(db: Db): Promise<{ enrolments: number; events: number }> {
  const { rows } = await sql<{ enrolments: number; events: number }>`select
    (select count(*)::int from enrolment) as enrolments, (select count(*)::int from event) as events`.execute(db);
  return rows[0] ?? { enrolments: 0, events: 0 };
}

async function newestMoment(db: Db): Promise<Instant> {
  const rows = await db.selectFrom('enrolment').select('snapshot').execute();
  return Math.max(...rows.map(({ snapshot }) => snapshot?.now ?? 0));
}

async function untoldLadders(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from escalation
    where status <> 'resolved' and least(next_due_at, acknowledged_until) < clinic_now(clinic_id) - interval '2 minutes'`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
