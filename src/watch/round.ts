import { sql } from 'kysely';
import type { Instant } from '../domain/words/time';
import type { Logger } from '../log';
import type { Db } from '../storage/tx/connection';
import type { Alarm } from './alarm';
import { findLate } from './checks';
import { type Finding, keyOf, remember, sentence, someOfEach, type Told, toTell } from './report';

export type WatchDeps = {
  db: Db;
  log: Logger;
  alarm: Alarm;
  heartbeat: () => Promise<void>;
};

const KEEP_DAYS = 7;

/** Looks once. Returns what was told so far, to be handed to the next round; `now` is wall clock. */
export async function watchRound({ db, log, alarm, heartbeat }: WatchDeps, told: Told, now: Instant): Promise<Told> {
  const findings = await look(db, log, now);
  const tell = toTell(findings, told, now);
  const said = someOfEach(tell);
  for (const finding of said) log.error({ finding }, sentence(finding));
  if (tell.length > said.length) log.error({ more: tell.length - said.length }, 'and more of the same kinds');
  const gotOut = tell.length === 0 || (await succeeds(() => alarm(tell), log, 'the alarm did not get out'));
  if (findings.length === 0) await succeeds(heartbeat, log, 'the heartbeat did not get out');
  // What did not get out is not told, so the next round tries again.
  return remember(findings, told, gotOut ? tell : [], now);
}

async function succeeds(work: () => Promise<void>, log: Logger, otherwise: string): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    log.error({ err: error }, otherwise);
    return false;
  }
}

async function look(db: Db, log: Logger, now: Instant): Promise<Finding[]> {
  try {
    const findings = await findLate(db);
    await write(db, findings);
    return findings;
  } catch (error) {
    log.error({ err: error }, 'the watch cannot look');
    return [{ check: 'database-unreachable', clinicId: 'all', id: 'database', since: now, lateSeconds: 0 }];
  }
}

/** A fault that lasts is one row whose time moves on, and holds some of its findings and how many there are. */
async function write(db: Db, all: readonly Finding[]): Promise<void> {
  const round = { findings: JSON.stringify(someOfEach(all)), found: all.length };
  const last = await db
    .selectFrom('watch_round')
    .select(['id', 'findings', 'found'])
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const keys = (findings: readonly object[]) => (findings as Finding[]).map(keyOf).sort().join();
  if (last?.found === all.length && keys(last.findings) === keys(someOfEach(all))) {
    const moved = { ...round, at: sql<Date>`clock_timestamp()` };
    await db.updateTable('watch_round').set(moved).where('id', '=', last.id).execute();
    return;
  }
  await db.insertInto('watch_round').values(round).execute();
  await sql`delete from watch_round where at < clock_timestamp() - ${KEEP_DAYS} * interval '1 day'`.execute(db);
}
