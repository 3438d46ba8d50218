import type { Handover, Lane, MessageChannel, Outcome } from '../src/domain/words/message';
import type { Engine } from '../src/engine/engine';
import type { Logger } from '../src/log';
import type { Channel, Pace } from '../src/mail/channel';
import type { Settlement } from '../src/storage/message/messages';
import type { Store } from '../src/storage/store';
import type { RulesSource } from '../src/domain/step/rules';
import { gathered } from './gathered';
import { settleBounce, waitOut } from './settle-bounce';

export type HandOverDeps = {
  store: Store;
  rules: RulesSource;
  engine: Engine;
  log: Logger;
  channels: Record<MessageChannel, Channel>;
  /** Urgent mail has a pace of its own (none), so that it never stands behind bulk. */
  pace: Record<Lane, Pace>;
  /** How long an attempt may take before it counts as ambiguous: the channels' own time-out and a minute. */
  attemptSeconds: number;
};

const CLAIM = 200;
const CLAIM_LEASE_SECONDS = 60;
/** Small, so that a guard is re-checked no more than a moment before its hand-over. */
const BATCH = 20;
/** Batches that are begun at once. */
const RUNNERS = 6;
/** Begun and not yet settled: enough to keep the lines to the mail server busy, and no more than a lease can hold. */
const MOST_UNDER_WAY = RUNNERS * BATCH;

/**
 * Hands over what a lane has due until nothing is left or the signal aborts; what was begun is always settled, each as soon
 * as it is answered: one slow answer keeps nobody else's from being written. Between claim and settlement no lock and no
 * transaction is held. Returns how many messages were accepted.
 */
export async function handOverDue(deps: HandOverDeps, lane: Lane, signal: AbortSignal): Promise<number> {
  const pace = deps.pace[lane];
  const batch = Math.min(BATCH, Math.max(1, pace.burst ?? BATCH));
  const queue: string[] = [];
  const handOver = createHandOver(deps);
  const underWay = new Set<Promise<void>>();
  let accepted = 0;
  let refill: Promise<void> | null = null;
  const failures: unknown[] = [];

  const claim = async () => {
    const limit = pace.burst === null ? CLAIM : Math.min(CLAIM, batch * RUNNERS);
    queue.push(
      ...(await deps.store.messages.claimDue(deps.store.db, { lane, limit, leaseSeconds: CLAIM_LEASE_SECONDS })),
    );
  };
  const nextBatch = async () => {
    if (queue.length === 0) {
      refill ??= claim().finally(() => {
        refill = null;
      });
      await refill;
    }
    return queue.splice(0, batch);
  };
  const send = (handover: Handover): void => {
    const sent = handOver(handover)
      .then((isAccepted) => {
        if (isAccepted) accepted += 1;
      })
      .catch((error: unknown) => {
        failures.push(error);
      })
      .finally(() => underWay.delete(sent));
    underWay.add(sent);
  };
  const run = async () => {
    while (!signal.aborted && failures.length === 0) {
      while (underWay.size > MOST_UNDER_WAY - batch) await Promise.race(underWay);
      const ids = await nextBatch();
      if (ids.length === 0) return;
      if (!(await mayLeave(pace, ids.length, signal))) {
        queue.push(...ids);
        return;
      }
      for (const handover of await begin(deps, ids)) send(handover);
    }
  };

  await Promise.all(Array.from({ length: RUNNERS }, () => run().catch((error: unknown) => failures.push(error))));
  await Promise.all(underWay);
  if (queue.length > 0) await deps.store.messages.releaseClaims(deps.store.db, queue);
  if (failures.length > 0) throw failures[0];
  return accepted;
}

/** False when the signal came first. */
const mayLeave = (pace: Pace, count: number, signal: AbortSignal): Promise<boolean> =>
  pace.take(count, signal).then(
    () => true,
    () => false,
  );

/** One message out of the house and its outcome into the ledger; true when it was accepted. */
function createHandOver(deps: HandOverDeps): (handover: Handover) => Promise<boolean> {
  const { store } = deps;
  const mayBegin = gathered((ids: string[]) => store.messages.beginData(store.db, ids));
  // What has left the building must be written down, whatever else happens.
  const settle = gathered((settlements: Settlement[]) =>
    waitOut(6, () => store.messages.settle(store.db, settlements)),
  );
  return async (handover) => {
    const { attemptId, to } = handover;
    const outcome = await deliver(deps, handover, async () => {
      if (!(await mayBegin(attemptId)).has(attemptId)) throw new Error('This attempt has been given up.');
    });
    const settlement = { attemptId, to, outcome };
    // A bounce waits for the patient's row: by itself, so that no other answer waits with it.
    if (outcome.outcome === 'refused' && outcome.hardBounce) await settleBounce(deps, settlement);
    else await settle(settlement);
    return outcome.outcome === 'accepted';
  };
}

/** One row that the database cannot judge (a broken time zone, say) must not keep its neighbours from being sent. */
async function begin(deps: HandOverDeps, ids: string[]): Promise<Handover[]> {
  const { store, log, attemptSeconds } = deps;
  try {
    const begun = await store.messages.beginAttempts(store.db, ids, attemptSeconds);
    // A row that a step happened to hold locked was passed over: it goes back at once instead of waiting out its lease.
    const passedOver = ids.filter((id) => !begun.some(({ messageId }) => messageId === id));
    if (passedOver.length > 0) await store.messages.releaseClaims(store.db, passedOver);
    return begun;
  } catch (error) {
    if (!isDataException(error)) throw error;
    if (ids.length > 1) return (await Promise.all(ids.map((id) => begin(deps, [id])))).flat();
    log.error({ messageId: ids[0], err: error }, 'a message cannot be judged and stays unsent');
    return [];
  }
}

function isDataException(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('22');
}

async function deliver(
  { channels, log }: HandOverDeps,
  handover: Handover,
  textBegins: () => Promise<void>,
): Promise<Outcome> {
  try {
    return await channels[handover.channel].deliver(handover, textBegins);
  } catch (error) {
    // Channels tell what the other side did as an outcome: what they throw happened before anything left the building.
    log.error({ messageId: handover.messageId, err: error }, 'a message cannot be prepared');
    return { outcome: 'deferred', code: null };
  }
}
