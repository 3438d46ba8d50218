import { setTimeout as delay } from 'node:timers/promises';
import type { ApiDeps } from '../deps';

const LOOK_EVERY_MS = 25;
const AT_MOST_MS = 1000;

/** Waits until the step has read the fact, or for one second: then it goes on without us. */
export async function untilDigested({ store, log }: ApiDeps, enrolmentId: string, seq: number): Promise<void> {
  const deadline = performance.now() + AT_MOST_MS;
  try {
    while (performance.now() < deadline) {
      if ((await store.enrolments.digestedSeq(store.db, enrolmentId)) >= seq) return;
      await delay(LOOK_EVERY_MS);
    }
  } catch (error) {
    // The fact is durable: a database that is gone now must not turn the answer into a failure.
    log.warn({ enrolmentId, err: error }, 'could not look whether the step is done');
  }
}
