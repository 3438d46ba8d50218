import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createActivities } from '../../activities';
import { readConfig } from '../config/config';
import {
  createDependencies,
  createHeartbeat,
  type Dependencies,
  refuseOtherStore,
  workflowBundlePath,
} from '../house/dependencies';
import { queues } from '../engine/engine';
import { lastWords, type Logger } from '../log';
import { createMailRoad } from '../house/mail-road';
import { published } from '../house/seed';
import { startSweeping } from '../house/sweeper';
import { takeInAgain } from '../house/recover';

const SWEEP_EVERY_MS = 15_000;
const STEPS_AT_ONCE = 8;
const CLIMBS_AT_ONCE = 4;

/**
 * The worker process: enrolments with their short local steps on one queue, ladders and their lane on another, each lane
 * of mail on a queue of its own. Alerts share no queue and no connection with the rest, so that ten thousand prompts or
 * late enrolments never stand in the way of one.
 */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const deps = createDependencies(config, 'worker', STEPS_AT_ONCE + 2);
  await refuseOtherStore(deps.store.db, config.mode);
  const bulk = createDependencies(config, 'worker bulk mail', 12, undefined, deps.catalogue);
  const urgent = createDependencies(config, 'worker alerts', CLIMBS_AT_ONCE + 4, undefined, deps.catalogue);
  Runtime.install({ logger: engineLogger(deps.log), shutdownSignals: [] });
  const connection = await NativeConnection.connect({ address: config.temporalAddress });
  const common = {
    connection,
    namespace: config.temporalNamespace,
    shutdownGraceTime: '5s',
    shutdownForceTime: '10s',
  } as const;
  const roads = { bulk: createMailRoad(bulk), urgent: createMailRoad(urgent) };
  const steps = (own: Dependencies, taskQueue: string, atOnce: number) =>
    Worker.create({
      ...common,
      taskQueue,
      workflowBundle: { codePath: workflowBundlePath() },
      activities: createActivities({ ...own, ...roads.bulk }),
      // Runs are short and replay in milliseconds; a small cache keeps the process small.
      maxCachedWorkflows: 200,
      // One a connection: a step that waited for one would spend its five seconds on waiting.
      maxConcurrentLocalActivityExecutions: atOnce,
    });
  const mailWorker = (own: Dependencies, lane: 'bulk' | 'urgent') =>
    Worker.create({
      ...common,
      taskQueue: queues[lane],
      activities: createActivities({ ...own, ...roads[lane] }),
      maxConcurrentActivityTaskExecutions: 2,
    });
  const workers = await Promise.all([
    steps(deps, queues.pathway, STEPS_AT_ONCE),
    steps(urgent, queues.alerts, CLIMBS_AT_ONCE),
    mailWorker(bulk, 'bulk'),
    mailWorker(urgent, 'urgent'),
  ]);
  await publish(deps);
  const stopSweeping = startSweeping(deps, SWEEP_EVERY_MS, createHeartbeat(process.env.THROUGHLINE_HEARTBEAT));
  const stopping = new AbortController();
  const tried = takeInAgain(deps, stopping.signal).catch((error: unknown) => {
    deps.log.error({ err: error }, 'what is in quarantine could not be listed');
  });
  const stop = (): void => {
    stopping.abort();
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
  deps.log.info('working');
  try {
    await Promise.all(workers.map((worker) => worker.run()));
  } finally {
    await stopSweeping();
    stopping.abort();
    await tried;
    for (const road of Object.values(roads)) road.close();
    await connection.close();
    for (const own of [deps, bulk, urgent]) await own.close();
  }
}

/**
 * What the files say of versions (a new one, a recall, a signature) is known to the database before the first sweep looks
 * for work about them. An older release that starts late goes on as it is: it must not stop for being behind.
 */
async function publish({ store, catalogue, config, log }: Dependencies): Promise<void> {
  try {
    await store.transact(store.db, (tx) => store.pathways.publishPathways(tx, published(catalogue, config.mode)));
  } catch (error) {
    log.error({ err: error }, 'the pathways of this release could not be published');
  }
}

/** The engine's own log, without its payloads: it may print a whole history when it is confused. */
const engineLogger = (log: Logger): DefaultLogger =>
  new DefaultLogger('WARN', ({ level, message }) => {
    log.warn({ engine: level }, message.slice(0, 200));
  });

main().catch((error: unknown) => {
  process.stderr.write(`${lastWords(error)}\n`);
  process.exit(1);
});
