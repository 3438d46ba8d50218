import type { Store } from 'express-rate-limit';

type Count = { totalHits: number; resetTime: Date };

/**
 * Counts what each key asks in a window of so many ms, which begins with its first request. It has no timer, as the store
 * that comes with the limits does: one that nobody stops keeps the whole house of a closed server in memory.
 */
export function requestCounts(windowMs: number): Store {
  const counts = new Map<string, Count>();
  let sweptAt = 0;
  const sweep = (now: number): void => {
    if (now - sweptAt < windowMs) return;
    sweptAt = now;
    for (const [key, { resetTime }] of counts) if (resetTime.getTime() <= now) counts.delete(key);
  };
  return {
    localKeys: true,
    increment(key) {
      const now = Date.now();
      sweep(now);
      const former = counts.get(key);
      const runs = former !== undefined && former.resetTime.getTime() > now;
      const { totalHits, resetTime } = runs ? former : { totalHits: 0, resetTime: new Date(now + windowMs) };
      const count = { totalHits: totalHits + 1, resetTime };
      counts.set(key, count);
      return count;
    },
    decrement(key) {
      const count = counts.get(key);
      if (count !== undefined && count.totalHits > 0) counts.set(key, { ...count, totalHits: count.totalHits - 1 });
    },
    resetKey(key) {
      counts.delete(key);
    },
  };
}
