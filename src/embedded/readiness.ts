import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 60_000;

/**
 * Waits until the whole house says it is ready. Null when it is, else what it answered last: after a long stop the house
 * may truthfully report late promises while it catches up, and that is no reason not to run.
 */
export async function untilReady(base: string, patienceMs = PATIENCE_MS): Promise<string | null> {
  let last = 'no answer';
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += 200) {
    try {
      const response = await fetch(`${base}/readyz`, { signal: AbortSignal.timeout(2000) });
      if (response.ok) return null;
      last = `${response.status} ${(await response.text()).slice(0, 300)}`;
    } catch {
      // Not listening yet, or busy.
    }
    await delay(200);
  }
  return last;
}
