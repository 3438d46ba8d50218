import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { plusDays } from '../../src/domain/calendar/calendar';
import { HOUR } from '../../src/domain/words/time';
import type { Client } from '../kill/client';
import type { HouseProcess } from '../kill/house-process';
import { at, firstOn } from '../support/care/facts';
import { ask, enrolMany, inDatabase, inHouse, raiseLadders, secondsUntil, told, watchSaid } from './open-house';
import type { Outage } from './outage';
import { Relay } from './relay';

const withRelay = async <T>(
  work: (relay: Relay, house: HouseProcess, client: Client) => Promise<T>,
  env: Record<string, string> = {},
): Promise<T> => {
  const relay = new Relay();
  await relay.up();
  try {
    return await inHouse({ SMTP_URL: relay.url, ...env }, (house, client) => work(relay, house, client));
  } finally {
    await relay.down();
  }
};

/** Nothing listens where the relay should be, for so long. */
export const relayDown =
  (seconds: number): Outage =>
  () =>
    withRelay(async (relay, house, client) => {
      const enrolled = await enrolMany(client, 3);
      await relay.down();
      const began = Date.now();
      const since = performance.now();
      const ladders = await inDatabase(house, (db) => raiseLadders(db, enrolled));
      const said = await secondsUntil(seconds, async () => await isSaid(house, began), since);
      await delay(Math.max(0, seconds * 1000 - (performance.now() - since)));
      await relay.up();
      const back = performance.now();
      const after = await secondsUntil(
        300,
        () => inDatabase(house, async (db) => (await told(db, ladders)) === ladders.length),
        back,
      );
      return {
        fault: `a relay that is down for ${seconds} s`,
        lost: [
          ...(after === null ? ['a ladder told nobody within 5 minutes of its return'] : []),
          ...(said === null ? ['nobody was told that alerts do not get out'] : []),
        ],
        late: `three alerts out ${after ?? '–'} s after it came back`,
        said: `by the watch after ${said ?? '–'} s`,
      };
    });

const isSaid = (house: HouseProcess, since: number): Promise<boolean> =>
  Promise.resolve(['way-out-failing', 'rung-untold'].some((check) => watchSaid(house, check, since)));

/** 550 5.7.1 to forty patients for an hour of the clinic's time: no mailbox is at fault, and nobody may be marked. */
export const relayRefuses =
  (patients: number): Outage =>
  () =>
    withRelay(async (relay, house, client) => {
      await enrolMany(client, patients);
      relay.answer = { code: 550, text: '5.7.1 Message rejected: poor reputation' };
      const began = Date.now();
      const sunday = plusDays(firstOn, 1);
      await client.walkTo(at(sunday, '09:01')).catch(() => undefined);
      const refused = await secondsUntil(120, () => inDatabase(house, async (db) => (await attempted(db)) >= patients));
      const said = await secondsUntil(90, () => isSaid(house, began));
      const marked = await inDatabase(house, markedAddresses);
      relay.answer = 'accept';
      await inDatabase(house, (db) => sql`update clinic set clock_offset_ms = clock_offset_ms + ${HOUR}`.execute(db));
      const after = await secondsUntil(240, () => Promise.resolve(new Set(relay.accepted).size >= patients));
      const stands = after === null ? ` (${await inDatabase(house, standing)})` : '';
      return {
        fault: `550 5.7.1 to ${patients} patients for an hour of the clinic’s time`,
        lost: [
          ...(refused === null ? [`not all ${patients} were tried`] : []),
          ...(marked === 0 ? [] : [`${marked} good addresses marked as bad`]),
          ...(after === null
            ? [
                `${new Set(relay.accepted).size} of ${patients} patients had their mail four minutes after it accepted again${stands}`,
              ]
            : []),
          ...(said === null ? ['nobody was told'] : []),
        ],
        late: `all mails accepted ${after ?? '–'} s after it accepted again`,
        said: `after ${said ?? '–'} s`,
      };
    });

/** Where the mails of patients stand, and when the next of them is due by the clinic’s clock. */
async function standing(db: Db): Promise<string> {
  const { rows } = await sql<{ words: string }>`select state || coalesce(' ' || reason, '') || ': ' || count(*)
      || coalesce(', next in ' || extract(epoch from min(due_at) - clinic_now(min(clinic_id::text)::uuid))::int || ' s', '') as words
    from message where enrolment_id is not null and attempts > 0 group by state, reason`.execute(db);
  return rows.map(({ words }) => words).join('; ');
}

type Db = Parameters<Parameters<typeof inDatabase>[1]>[0];

async function attempted(db: Db): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(distinct message_id)::int as count from message_attempt`.execute(db);
  return rows[0]?.count ?? 0;
}

async function markedAddresses(db: Db): Promise<number> {
  const rows = await db.selectFrom('patient').select('id').where('email_bounced_at', 'is not', null).execute();
  return rows.length;
}

/** A relay that answers after 70 seconds, within what a hand-over may take: late, and neither lost nor sent twice. */
export const relaySlow =
  (ms: number): Outage =>
  () =>
    withRelay(
      async (relay, house, client) => {
        const enrolled = await enrolMany(client, 3);
        relay.answer = { afterMs: ms };
        const since = performance.now();
        const ladders = await inDatabase(house, (db) => raiseLadders(db, enrolled));
        const after = await secondsUntil(
          300,
          () => inDatabase(house, async (db) => (await told(db, ladders)) === ladders.length),
          since,
        );
        const api = await ask(house, '/readyz/answers');
        return {
          fault: `a relay that answers after ${ms / 1000} s`,
          lost: [
            ...(after === null ? ['an alert was not accepted within 5 minutes'] : []),
            ...(api.status === 200 ? [] : [`answers are not ready: ${api.status}`]),
          ],
          late: `three alerts accepted after ${after ?? '–'} s`,
          said: 'nothing to say: the answer came within the time that a hand-over has (120 s)',
        };
      },
      { MAIL_TIMEOUT_SECONDS: '120' },
    );
