import type { RequestHandler } from 'express';

/** What a request is worth when not all can be served, least first. */
export type Worth = 'list' | 'work' | 'safety' | 'answer';

/**
 * Requests under way, of all kinds together, from which on those of a kind are turned away. Many are more than twenty
 * connections serve in a moment; past that, waiting only makes everybody late. A patient's answer is let in to the last:
 * it waits a few seconds at most, and a worrying one gets its help page even when it cannot be saved.
 */
const MOST: Record<Worth, number> = { list: 60, work: 120, safety: 240, answer: 1000 };
export const RETRY_AFTER_SECONDS = 3;

const answer = /^\/check-in\/[^/]+\/q\/[^/]+/i;
/** What patients and those who are called about them do, and every way to stop. */
const safety = [
  /^\/(check-in|go)(\/|$)/i,
  /^\/api\/v1\/check-ins\/[^/]+\/responses$/i,
  /^\/api\/v1\/(patients|enrolments)\/[^/]+\/events$/i,
  /^\/api\/v1\/escalations(\/|$)/i,
];

/** By what it asks, before anything else is known of it. */
export function worthOf(method: string, path: string): Worth {
  if (method === 'POST' && answer.test(path)) return 'answer';
  if (safety.some((pattern) => pattern.test(path))) return 'safety';
  return method === 'GET' || method === 'HEAD' ? 'list' : 'work';
}

/** One count for all; `shed` gives the middleware that turns away in the words of whoever asks. */
export type Shed = (refuse: RequestHandler) => RequestHandler;

export function createShed(most: Record<Worth, number> = MOST): Shed {
  let underWay = 0;
  return (refuse) => (req, res, next) => {
    if (underWay >= most[worthOf(req.method, req.originalUrl.split('?')[0] ?? '')]) {
      refuse(req, res, next);
      return;
    }
    underWay += 1;
    res.once('close', () => {
      underWay -= 1;
    });
    next();
  };
}
