import { type Request, type Response, Router } from 'express';
import { hashOfSecret, newSecret } from '../../src/identity/secrets';
import type { ApiDeps } from '../deps';
import { sendProblem } from '../middleware/error-handler';
import { limitSignIns } from '../middleware/rate-limits';
import { isSameOrigin } from '../middleware/same-origin';
import { clearSessionCookie, sessionTokenHash, setSessionCookie } from '../middleware/session-cookie';
import { keepAttempt, takeAttempt } from './attempt';
import { sendNotSignedIn, whyNot } from './not-signed-in';
import { whereTo } from './where-to';

type Deps = Pick<ApiDeps, 'store' | 'identity' | 'builtInProvider' | 'config' | 'log'>;

/**
 * Staff sign in at the clinic's identity provider and get a session here. Who is not known is told so: no account is ever
 * made by itself.
 */
export function signInRouter(deps: Deps): Router {
  const router = Router();
  const limit = limitSignIns();
  router.use('/sign-in', (_req, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    next();
  });
  router.get('/sign-in', limit, (req, res) => begin(deps, req, res));
  router.get('/sign-in/return', limit, (req, res) => finish(deps, req, res));
  router.post('/sign-out', (req, res) => signOut(deps, req, res));
  return router;
}

async function begin(deps: Deps, req: Request, res: Response): Promise<void> {
  const { publicUrl } = deps.config;
  // `localhost` and `127.0.0.1` are two hosts: an attempt begun on one finds no cookie on the other.
  if (req.get('host') !== new URL(publicUrl).host && req.query.moved === undefined) {
    const there = new URL('/sign-in', publicUrl);
    if (typeof req.query.to === 'string') there.searchParams.set('to', req.query.to);
    // A proxy that does not tell the host it was asked by would send people round for ever.
    there.searchParams.set('moved', '');
    res.redirect(303, there.href);
    return;
  }
  const to = whereTo(req.query.to, publicUrl);
  const held = sessionTokenHash(req, publicUrl);
  if (held !== null && (await deps.store.sessions.findSession(deps.store.db, held, { background: true }))) {
    res.redirect(303, to);
    return;
  }
  try {
    // A session that has ended may have been left on a screen: then also a provider that remembers must ask who is there.
    const { address, attempt } = await deps.identity.begin({ again: held !== null });
    keepAttempt(req, res, publicUrl, { ...attempt, to });
    res.redirect(303, address);
  } catch (error) {
    sendNotSignedIn(res, whyNot(error, deps.log), to);
  }
}

async function finish(
  { store, identity, builtInProvider, config, log }: Deps,
  req: Request,
  res: Response,
): Promise<void> {
  const { publicUrl } = config;
  const begun = takeAttempt(req, res, publicUrl);
  if (begun === null) {
    sendNotSignedIn(res, { what: 'unknown-attempt' }, whereTo(undefined, publicUrl));
    return;
  }
  try {
    // By the public address, whatever a proxy made of it: the provider compares it with the one it sent people to.
    const attested = await identity.finish(new URL(req.originalUrl, publicUrl), begun);
    // A new one each time: what was in the browser before, or was put there by somebody else, opens nothing.
    const token = newSecret();
    const person = await store.transact(store.db, async (tx) => {
      const found = await store.staff.findPerson(tx, { ...attested, isId: builtInProvider !== null });
      if (!found) return null;
      const audit = { clinicId: found.clinicId, principal: found.staffId, action: 'sign-in', subject: null };
      await store.audit.writeAudit(tx, { ...audit, status: found.active ? 200 : 403 });
      if (!found.active) return found;
      const before = sessionTokenHash(req, publicUrl);
      if (before !== null) await store.sessions.endSession(tx, before);
      const { staffId } = found;
      await store.sessions.startSession(tx, { tokenHash: hashOfSecret(token), staffId, idToken: attested.idToken });
      return found;
    });
    if (person?.active === true) {
      setSessionCookie(res, publicUrl, token);
      res.redirect(303, begun.to);
    } else if (person) sendNotSignedIn(res, { what: 'has-left' }, begun.to);
    else sendNotSignedIn(res, { what: 'unknown-person', subject: attested.subject }, begun.to);
  } catch (error) {
    sendNotSignedIn(res, whyNot(error, log), begun.to);
  }
}

/** Answers where to go: a form could not be sent on to the provider's own sign-out, which is another host. */
async function signOut({ store, identity, config }: Deps, req: Request, res: Response): Promise<void> {
  if (!isSameOrigin(req, config.publicUrl)) {
    sendProblem(req, res, 403, {
      title: 'Not from here',
      detail: 'Signing out is asked by the pages of this host only.',
    });
    return;
  }
  const held = sessionTokenHash(req, config.publicUrl);
  const ended =
    held &&
    (await store.transact(store.db, async (tx) => {
      const session = await store.sessions.endSession(tx, held);
      if (session) {
        const { clinicId, staffId: principal } = session;
        await store.audit.writeAudit(tx, { clinicId, principal, action: 'sign-out', subject: null, status: 200 });
      }
      return session;
    }));
  clearSessionCookie(res, config.publicUrl);
  const there = ended?.idToken != null ? await identity.end(ended.idToken) : null;
  res.setHeader('Cache-Control', 'no-store');
  res.json({ to: there ?? '/' });
}
