import { Context } from '@temporalio/activity';
import type { Lane } from '../src/domain/words/message';
import { handOverDue, type HandOverDeps } from './hand-over';

export type SendDeps = HandOverDeps;

/** Below the activity's start-to-close of five minutes, with time left to settle what is under way. */
const WORK_MS = 150_000;
/** Well below the heartbeat time-out of fifteen seconds. */
const HEARTBEAT_MS = 4_000;

/**
 * One bounded round of a lane. Any number may run at once: rows are claimed with SKIP LOCKED and begun by a conditional
 * update. When it is cancelled it takes nothing new, settles what it began and gives the rest back.
 */
export const createSendDueMessages =
  (deps: SendDeps) =>
  async ({ lane }: { lane: Lane }): Promise<{ sent: number; dueInMs: number | null }> => {
    const context = Context.current();
    const heartbeat = setInterval(() => {
      context.heartbeat();
    }, HEARTBEAT_MS);
    try {
      await deps.store.messages.recoverLeases(deps.store.db);
      const enough = AbortSignal.any([context.cancellationSignal, AbortSignal.timeout(WORK_MS)]);
      const sent = await handOverDue(deps, lane, enough);
      if (context.cancellationSignal.aborted) return await context.cancelled;
      return { sent, dueInMs: await deps.store.messages.nextDueAt(deps.store.db, lane) };
    } finally {
      clearInterval(heartbeat);
    }
  };
