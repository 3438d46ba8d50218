import type { Request, RequestHandler, Response } from 'express';
import { hashOfSecret } from '../../src/identity/secrets';
import type { ApiDeps } from '../deps';
import { type Principal, setPrincipal } from './principal';
import { changesNothing, isSameOrigin } from './same-origin';
import { isBackground, sessionTokenHash } from './session-cookie';
import { sendProblem } from './error-handler';

type Deps = Pick<ApiDeps, 'store' | 'config'>;

/**
 * Finds who asks: by the key of a program or person, else by the session of a browser. Only wrong keys count against the
 * caller's address: nobody is locked out by somebody else's guesses.
 */
export function authenticate(deps: Deps, limitFailures: RequestHandler): RequestHandler {
  const { store, config } = deps;
  return async (req, res, next) => {
    const key = bearer(req);
    const cookie = key === null ? sessionTokenHash(req, config.publicUrl) : null;
    if (cookie !== null && !changesNothing(req) && !isSameOrigin(req, config.publicUrl)) {
      sendProblem(req, res, 403, {
        title: 'Not from here',
        detail:
          'A signed-in browser changes things from the pages of this host only. Programs send an API key instead.',
      });
      return;
    }
    const principal = key !== null ? await holderOf(store, key) : cookie && (await signedIn(store, cookie, req));
    if (principal) {
      setPrincipal(req, principal);
      next();
    } else if (key === null) refuse(req, res);
    else {
      await limitFailures(req, res, () => {
        refuse(req, res);
      });
    }
  };
}

async function holderOf(store: ApiDeps['store'], key: string): Promise<Principal | null> {
  const holder = await store.staff.findKeyHolder(store.db, hashOfSecret(key));
  return holder && { ...holder, session: null };
}

async function signedIn(store: ApiDeps['store'], tokenHash: Buffer, req: Request): Promise<Principal | null> {
  const session = await store.sessions.findSession(store.db, tokenHash, { background: isBackground(req) });
  if (!session) return null;
  const { startedAt, activeAt, ...person } = session;
  return { ...person, keyId: `session of ${person.staffId}`, scopes: null, session: { startedAt, activeAt } };
}

function refuse(req: Request, res: Response): void {
  res.setHeader('WWW-Authenticate', 'Bearer realm="throughline"');
  sendProblem(req, res, 401, {
    title: 'Who is asking?',
    detail: 'Sign in at /sign-in, or send a valid API key in the header: Authorization: Bearer <key>.',
  });
}

function bearer(req: Request): string | null {
  const [, key] = /^Bearer +([\x21-\x7e]{1,200})$/i.exec(req.headers.authorization ?? '') ?? [];
  return key ?? null;
}
