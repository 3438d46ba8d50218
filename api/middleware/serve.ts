import type { Request, RequestHandler, Response } from 'express';
import { deeds } from '../../src/domain/words/authority';
import { type Principal, principalOf, requireRight } from './principal';
import type { Reply, Route } from '../routes/route';
import { DomainError } from '../../src/domain/words/error';
import type { ApiDeps } from '../deps';
import { problems } from '../contracts/problem';
import { type Audit, auditOf } from './audit';
import { readContract } from './contract';
import { idempotent } from './idempotency';
import { isUnavailable } from './error-handler';

/** Lets pass whom the table of authority names for what the route is for. */
export function requireDeed({ deed }: Route, principal: Principal): void {
  requireRight(principal, deeds[deed], 'do this');
  if (principal.scopes === null || principal.scopes.includes(deed)) return;
  throw new DomainError('not-allowed', `This key is not for this: it would have to be made with the scope "${deed}".`);
}

/** Carries out one route: policy, contract, work, audit, reply. What is changed is on record in the same transaction. */
export function serve(route: Route, deps: ApiDeps): RequestHandler {
  return async (req, res) => {
    const principal = principalOf(req);
    if (!principal) throw new Error(`${route.method} ${route.path} was reached without a principal`);
    const audit = auditOf(route, deps.store, req, principal);
    try {
      const reply = await work(route, deps, req, principal, audit);
      await audit.shown(reply);
      await reply.afterCommit?.();
      send(req, res, reply);
    } catch (error) {
      // Without a database nothing was seen or done, and nothing can be written.
      if (!isUnavailable(error)) await audit.refused(error instanceof DomainError ? problems[error.code].status : 500);
      throw error;
    }
  };
}

async function work(route: Route, deps: ApiDeps, req: Request, principal: Principal, audit: Audit): Promise<Reply> {
  requireDeed(route, principal);
  if (route.demoOnly && deps.config.mode !== 'demo') {
    throw new DomainError('not-allowed', 'This is for demonstration stores: a live store refuses it.');
  }
  const params = route.params?.safeParse(req.params);
  if (params && !params.success) throw new DomainError('not-found', 'There is no such thing in this clinic.');
  const query = route.query ? readContract(route.query, { ...req.query }) : {};
  const contract = route.bodyFor ? await route.bodyFor({ params: params?.data, principal, deps }) : route.body;
  const body = contract ? readContract(contract, req.body) : undefined;
  return route.handle({
    params: params?.data,
    query,
    body,
    principal,
    deps,
    ...idempotent(deps.store, req, principal, audit),
  });
}

function send(req: Request, res: Response, reply: Reply): void {
  if (reply.location !== undefined) res.location(reply.location);
  res.status(reply.status).setHeader('Cache-Control', 'no-store');
  if (reply.body === null) res.end();
  else if (reply.html !== undefined && wantsFrame(req, res)) sendFrame(res, reply.html);
  else if (reply.text !== undefined && wantsText(req, res)) res.type('text/plain').send(reply.text);
  else res.json(reply.body);
}

/** By the address, or as its caller would rather have it. */
function wantsText(req: Request, res: Response): boolean {
  res.vary('Accept');
  return req.query.as === undefined ? req.accepts(['json', 'text']) === 'text' : req.query.as === 'text';
}

function wantsFrame(req: Request, res: Response): boolean {
  res.vary('Accept');
  return req.accepts(['json', 'html']) === 'html';
}

/** A mail brings its own styles; nothing else of it counts: no script, no form, no way out, and only our own page frames it. */
const framePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

function sendFrame(res: Response, html: string): void {
  res.setHeader('Content-Security-Policy', framePolicy);
  res.type('text/html').send(html);
}
