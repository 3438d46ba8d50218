import { setTimeout as delay } from 'node:timers/promises';
import { Client as PgClient } from 'pg';
import type { Client } from '../kill/client';
import type { HouseProcess } from '../kill/house-process';
import { ask, enrolMany, inHouse, secondsUntil, watchSaid } from './open-house';
import type { Outage, Outcome } from './outage';

/** Somebody else takes every connection that PostgreSQL has, for so long. */
export const connectionsTaken =
  (seconds: number): Outage =>
  () =>
    inHouse({}, (house, client) => takeConnections(house, client, seconds));

export async function takeConnections(
  house: HouseProcess,
  client: Client,
  seconds: number,
  first = 500,
): Promise<Outcome> {
  await enrolMany(client, 8, first); // the house is at work and holds connections of its own
  const began = Date.now();
  const taken = await takeAll(house.databaseUrl);
  const since = performance.now();
  const statuses = new Map<string, number>();
  let slowest = 0;
  while (performance.now() - since < seconds * 1000) {
    // More at once than the house has connections of its own.
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => ask(house, '/api/v1/escalations', house.apiKeys.clinician)),
    );
    for (const { status, ms, retryAfter } of answers) {
      const name = status === 503 && retryAfter === null ? '503 without Retry-After' : String(status);
      statuses.set(name, (statuses.get(name) ?? 0) + 1);
      slowest = Math.max(slowest, ms);
    }
    await delay(500);
  }
  await Promise.all(taken.map((one) => one.end().catch(() => undefined)));
  const well = await secondsUntil(60, async () => (await ask(house, '/readyz/answers')).status === 200);
  await enrolMany(client, 1, first + 8);
  const strange = [...statuses].filter(([name]) => name !== '200' && name !== '503');
  return {
    fault: `all ${taken.length} free connections of PostgreSQL taken for ${seconds} s`,
    lost: [
      ...strange.map(([name, count]) => `${count} answers ${name}`),
      ...(slowest > 12_000 ? [`an answer took ${slowest} ms`] : []),
      ...(well === null ? ['not ready a minute after they were free again'] : []),
    ],
    late: `answers ${[...statuses].map(([name, count]) => `${name}: ${count}`).join(', ')}; slowest ${slowest} ms`,
    said: watchSaid(house, 'database-unreachable', began)
      ? 'to each who asked, by 503 with Retry-After; and by the watch'
      : 'to each who asked, by 503 with Retry-After (the watch keeps a connection of its own)',
  };
}

async function takeAll(url: string): Promise<PgClient[]> {
  const taken: PgClient[] = [];
  for (;;) {
    const client = new PgClient({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch {
      return taken;
    }
    taken.push(client);
  }
}
