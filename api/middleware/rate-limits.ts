import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { sendProblem } from './error-handler';
import { requestCounts } from './request-counts';

const MINUTE_MS = 60_000;

const limit = (most: number, detail: string): RequestHandler =>
  rateLimit({
    windowMs: MINUTE_MS,
    limit: most,
    store: requestCounts(MINUTE_MS),
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    handler: (req, res) => {
      sendProblem(req, res, 429, { title: 'Too many requests', detail });
    },
  });

/** Far above what people and scripts of a clinic do; it stops a runaway loop. */
export const limitRequests = (): RequestHandler =>
  limit(20_000, 'This address asks too often: wait a minute, then go on more slowly.');

/** A key has 256 bits: nobody who holds one needs more tries than this. */
export const limitFailedKeys = (): RequestHandler =>
  limit(20, 'Too many wrong API keys from this address: wait a minute.');

/** A whole clinic behind one address begins its day in a few minutes; each try may ask the identity provider. */
export const limitSignIns = (): RequestHandler =>
  limit(300, 'Too many sign-ins from this address: wait a minute, then try again.');
