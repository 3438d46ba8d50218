import { setTimeout as delay } from 'node:timers/promises';
import type { Handover, Outcome } from '../domain/words/message';

/**
 * Every way out of the building. `deliver` never throws for what the other side does: that is an outcome. It waits for
 * `textBegins` before the first byte of the text leaves, and sends nothing when that fails: only so can somebody who finds
 * the attempt later tell what never left from what may have arrived.
 */
export type Channel = {
  deliver(handover: Handover, textBegins: () => Promise<void>): Promise<Outcome>;
};

/** Keeps a lane to so many messages a second. */
export type Pace = {
  /** How many may be taken in one go; null = no limit. */
  readonly burst: number | null;
  /** Waits until `count` messages may leave. Rejects when the signal aborts. */
  take(count: number, signal?: AbortSignal): Promise<void>;
};

/**
 * A token bucket on the wall clock, filled at `perSecond` and holding one second's worth; 0 switches it off.
 * One per process and lane: the urgent lane has none, so it never stands behind bulk.
 */
export function createPace(perSecond: number): Pace {
  if (perSecond === 0) return { burst: null, take: () => Promise.resolve() };
  let tokens = perSecond;
  let filledAt = performance.now();
  return {
    burst: perSecond,
    async take(count, signal) {
      const now = performance.now();
      tokens = Math.min(perSecond, tokens + ((now - filledAt) / 1000) * perSecond);
      filledAt = now;
      // Taken at once, below zero if need be: whoever comes next waits for this debt too, in order.
      tokens -= count;
      if (tokens < 0) await delay((-tokens / perSecond) * 1000, undefined, signal ? { signal } : {});
    },
  };
}
