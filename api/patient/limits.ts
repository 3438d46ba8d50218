import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Request, Response } from 'express';
import { requestCounts } from '../middleware/request-counts';
import { sendNotTaken } from './help-in-post';
import type { PatientDeps } from './serving';
import { anyReader } from './reader';
import { cookieHash } from './cookies';

const shared = (deps: PatientDeps, windowMs: number) => {
  const reader = anyReader(deps);
  const { tooManyTitle: title, tooManyText: text } = reader.words;
  const handler = (req: Request, res: Response): void => {
    sendNotTaken(deps, req, res, 429, reader, { title, text });
  };
  const store = requestCounts(windowMs);
  return { windowMs, store, legacyHeaders: false, standardHeaders: 'draft-8', handler } as const;
};

/**
 * Guessing links: only wrong codes of an address count, so that a waiting room behind one address is never locked out.
 * A fault of ours (5xx) is nobody's guess: after an outage everybody who tried gets in again.
 */
export const perAddress = (deps: PatientDeps) =>
  rateLimit({
    ...shared(deps, 300_000),
    limit: 60,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_req, res) => res.statusCode < 400 || res.statusCode >= 500,
  });

export const perCode = (deps: PatientDeps) =>
  rateLimit({
    ...shared(deps, 60_000),
    limit: 120,
    keyGenerator: (req) => deps.store.links.linkCodeHash(String(req.params.code)).toString('hex'),
  });

/** One patient types slower than this; a script that hammers one session is stopped without touching the others. */
export const perSession = (deps: PatientDeps) =>
  rateLimit({
    ...shared(deps, 60_000),
    limit: 120,
    skip: (req) => req.method === 'GET' || req.method === 'HEAD',
    keyGenerator: (req) => cookieHash(req)?.toString('hex') ?? ipKeyGenerator(req.ip ?? ''),
  });
