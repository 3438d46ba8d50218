import { rateLimit } from 'express-rate-limit';
import type { Request, Response } from 'express';
import { sendPage } from './render';
import { sessionHash, sha256 } from './session-cookie';
import { words } from './texts.en';

const tooMany = (_req: Request, res: Response): void => {
  sendPage(res, 429, 'notice', null, { title: words.tooManyTitle, text: words.tooManyText });
};
const shared = { legacyHeaders: false, standardHeaders: 'draft-8', handler: tooMany } as const;

/**
 * Guessing links: only wrong codes of an address count, so that a waiting room behind one address is never locked out.
 * A fault of ours (5xx) is nobody's guess: after an outage everybody who tried gets in again.
 */
export const perAddress = () =>
  rateLimit({
    ...shared,
    windowMs: 300_000,
    limit: 60,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_req, res) => res.statusCode < 400 || res.statusCode >= 500,
  });

export const perCode = () =>
  rateLimit({
    ...shared,
    windowMs: 60_000,
    limit: 120,
    keyGenerator: (req) => sha256(String(req.params.code)).toString('hex'),
  });

/** One patient types slower than this; a script that hammers one session is stopped without touching the others. */
export const perSession = () =>
  rateLimit({
    ...shared,
    windowMs: 60_000,
    limit: 120,
    skip: (req) => req.method === 'GET' || req.method === 'HEAD',
    keyGenerator: (req) => sessionHash(req)?.toString('hex') ?? 'no session',
  });
