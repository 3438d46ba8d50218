import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { MINUTE, type Instant } from '../../src/domain/words/time';
import { connect, type Db } from '../../src/storage/tx/connection';
import { Client } from './client';
import { watchFaults } from './checks/history-whole';
import type { HouseProcess } from './house-process';
import type { Journey } from './journey';
import type { Kill } from './kill-plan';
import { Nemesis, type Say } from './nemesis';
import { readRows, type Rows } from './checks/rows';
import { runJourney } from './run-journey';

/** What was promised and what is there. `settledAt` is wall clock. */
export type Played = { client: Client; kills: number; seconds: number; rows: Rows; settledAt: number };

/** A journey through a fresh house, with or without kills, to the end of everything that was due. */
export async function playHouse(
  house: HouseProcess,
  journey: Journey,
  plan: readonly Kill[],
  say: Say,
): Promise<Played> {
  const since = Date.now();
  await house.start();
  await withDatabase(house, (db) => setClock(db, journey.startsAt));
  const client = new Client(house);
  const nemesis = new Nemesis(house, plan, say);
  await runJourney(client, journey, (moment, what) => {
    nemesis.begin(moment, what);
  });
  const kills = await nemesis.finished();
  const seconds = Math.round((Date.now() - since) / 1000);
  return { client, kills, seconds, ...(await settledRows(house, client)) };
}

/**
 * Everything due is carried out, nothing hangs between two states, and the watch has looked twice since. A walk leaves
 * canaries to the sweeper, which comes by every 15 seconds: so the watch has two minutes (reliability.md, INV-11) to calm
 * down, and what it still finds then is a fault.
 */
export async function settledRows(house: HouseProcess, client: Client): Promise<{ rows: Rows; settledAt: number }> {
  await client.settle();
  await untilTrue('messages in flight are settled', 5 * MINUTE, () => withDatabase(house, nothingInFlight));
  await withDatabase(house, lookAgain);
  await client.settle();
  // After a walk the watch leaves a clinic alone for a minute; it is to look now.
  await withDatabase(house, (db) => sql`update clinic set clock_walk_until = null`.execute(db));
  const settledAt = Date.now();
  const calm = async (): Promise<boolean> => watchFaults(await readRows(house.databaseUrl), settledAt).length === 0;
  await untilTrue('the watch is calm', 2 * MINUTE, calm).catch(() => undefined);
  return { rows: await readRows(house.databaseUrl), settledAt };
}

/** Tests may begin on any day, also before today: only a walk never goes back. */
export async function setClock(db: Db, at: Instant): Promise<void> {
  await sql`update clinic set clock_offset_ms = ${at} - (extract(epoch from clock_timestamp()) * 1000)::bigint`.execute(
    db,
  );
}

export async function withDatabase<T>(house: HouseProcess, work: (db: Db) => Promise<T>): Promise<T> {
  const db = connect(house.databaseUrl, { max: 1 });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

/** Looks every second; a database that is just being started again counts as "not yet". */
export async function untilTrue(what: string, withinMs: number, look: () => Promise<boolean>): Promise<void> {
  const since = Date.now();
  for (;;) {
    if (await look().catch(() => false)) return;
    if (Date.now() - since > withinMs) throw new Error(`Not true after ${withinMs / MINUTE} minutes: ${what}.`);
    await delay(1000);
  }
}

/**
 * What time alone brings is written at the next look at a patient, and a kill may bring a look more: journals can be
 * compared once everybody was looked at now.
 */
async function lookAgain(db: Db): Promise<void> {
  await sql`update enrolment set wake_at = clinic_now(clinic_id), nudged_at = null, nudges = 0
    where status <> 'ended'`.execute(db);
}

async function nothingInFlight(db: Db): Promise<boolean> {
  const { rows } = await sql`select from message
    where state in ('claimed', 'attempting') or state = 'ambiguous' and lease_until is not null limit 1`.execute(db);
  return rows.length === 0;
}
