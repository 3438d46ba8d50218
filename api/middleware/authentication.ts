import { createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { Store } from '../../src/storage/store';
import { setPrincipal } from './principal';
import { sendProblem } from './error-handler';

/** Keys are random, so a plain hash is enough: there is nothing to guess from a stolen table. */
export const hashOfKey = (key: string): Buffer => createHash('sha256').update(key, 'utf8').digest();

/**
 * Finds who holds the key. Only wrong keys count against the caller's address: nobody is locked out by somebody else's guesses.
 */
export function authenticate(store: Store, limitFailures: RequestHandler): RequestHandler {
  return async (req, res, next) => {
    const key = bearer(req);
    const holder = key === null ? null : await store.staff.findKeyHolder(store.db, hashOfKey(key));
    if (holder) {
      setPrincipal(req, holder);
      next();
      return;
    }
    const refuse = (): void => {
      res.setHeader('WWW-Authenticate', 'Bearer realm="throughline"');
      sendProblem(req, res, 401, {
        title: 'Who is asking?',
        detail: 'Send a valid API key in the header: Authorization: Bearer <key>.',
      });
    };
    if (key === null) refuse();
    else await limitFailures(req, res, refuse);
  };
}

function bearer(req: Request): string | null {
  const [, key] = /^Bearer +([\x21-\x7e]{1,200})$/i.exec(req.headers.authorization ?? '') ?? [];
  return key ?? null;
}
