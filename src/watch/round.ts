import { sql } from 'kysely';
import type { Instant } from '../domain/time';
import type { Logger } from '../log';
import type { Db } from '../storage/connection';
import type { Alarm } from './alarm';
import { findLate } from './checks';
import type { Finding } from './finding';
import { remember, sentence, toTell, type Told } from './report';

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
  for (const finding of tell) log.error({ finding }, sentence(finding));
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
    await db
      .insertInto('watch_round')
      .values({ findings: JSON.stringify(findings) })
      .execute();
    await sql`delete from watch_round where at < clock_timestamp() - ${KEEP_DAYS} * interval '1 day'`.execute(db);
    return findings;
  } catch (error) {
    log.error({ err: error }, 'the watch cannot look');
    return [{ check: 'database-unreachable', clinicId: 'all', id: 'database', since: now, lateSeconds: 0 }];
  }
}
