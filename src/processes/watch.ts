import { setTimeout as wait } from 'node:timers/promises';
import { readConfig } from '../config/config';
import { createHeartbeat, refuseOtherStore } from '../house/dependencies';
import { createLog, lastWords } from '../log';
import { connect } from '../storage/tx/connection';
import { createAlarm, pingHeartbeat } from '../watch/alarm';
import type { Told } from '../watch/report';
import { type WatchDeps, watchRound } from '../watch/round';

// A process of its own that reads the database and nothing else of ours, so that it can tell on all of it.

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog('watch', config.logLevel);
  const onError = (error: Error): void => {
    log.warn({ err: error }, 'database connection lost');
  };
  const db = connect(config.databaseUrl, { max: 1, statementTimeoutMs: 15_000, onError });
  await refuseOtherStore(db, config.mode);
  const deps: WatchDeps = {
    db,
    log,
    alarm: createAlarm({ ...config.watch, from: config.mailFrom.address }),
    heartbeat: () => pingHeartbeat(config.watch.heartbeatUrl),
  };
  const stop = new AbortController();
  const stopNow = (): void => {
    stop.abort();
  };
  process.once('SIGTERM', stopNow).once('SIGINT', stopNow);

  log.info({ everySeconds: config.watch.intervalSeconds }, 'watching');
  const beat = createHeartbeat(process.env.THROUGHLINE_HEARTBEAT);
  let told: Told = new Map();
  while (!stop.signal.aborted) {
    beat();
    told = await watchRound(deps, told, Date.now());
    await wait(config.watch.intervalSeconds * 1000, undefined, { signal: stop.signal }).catch(() => undefined);
  }
  await db.destroy();
}

main().catch((error: unknown) => {
  process.stderr.write(`${lastWords(error)}\n`);
  process.exitCode = 1;
});
