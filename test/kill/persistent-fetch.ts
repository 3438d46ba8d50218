import { setTimeout as delay } from 'node:timers/promises';

export type Tally = { requests: number; retries: number };

const GIVE_UP_MS = 6 * 60_000;
const ONE_TRY_MS = 90_000;
/** As patient as a person who presses "try again": a program that hammers is locked out by the house, and rightly. */
const PAUSES_MS = [100, 200, 400, 800] as const;
const LONGEST_PAUSE_MS = 1000;

/**
 * A client that asks the same thing again until it is answered: after a lost connection, a 5xx, or "come back later".
 * It must repeat itself without fear: staff by their Idempotency-Key, patients because their forms may be posted twice.
 */
export function persistentFetch(tally: Tally): typeof fetch {
  return async (input, init) => {
    const since = Date.now();
    tally.requests += 1;
    for (let tries = 0; ; tries += 1) {
      const answer = await once(input, init).catch((error: unknown) => error as Error);
      if (answer instanceof Response && answer.status < 500 && !answer.headers.has('retry-after')) return answer;
      if (Date.now() - since > GIVE_UP_MS) throw new Error(`No answer in six minutes: ${await describe(answer)}`);
      tally.retries += 1;
      await delay(PAUSES_MS[tries] ?? LONGEST_PAUSE_MS);
    }
  };
}

/** With its whole body: half an answer is none. */
async function once(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  const answer = await fetch(input, { ...init, signal: AbortSignal.timeout(ONE_TRY_MS) });
  const body = await answer.arrayBuffer();
  return new Response(body.byteLength === 0 ? null : body, { status: answer.status, headers: answer.headers });
}

async function describe(answer: Response | Error): Promise<string> {
  return answer instanceof Error ? answer.message : `${answer.status} ${await answer.text()}`;
}
