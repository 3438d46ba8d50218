import { Router } from 'express';
import { deeds } from '../../src/domain/words/authority';
import type { ApiDeps } from '../deps';
import { authenticate } from '../middleware/authentication';
import { jsonBody } from '../middleware/contract';
import { worthOf } from '../middleware/load';
import { limitFailedKeys, limitRequests } from '../middleware/rate-limits';
import { serve } from '../middleware/serve';
import type { Route } from './route';

/** Mounts routes from their table. A route that names no deed is a fault of the program and stops its start. */
export function staffRouter(routes: readonly Route[], deps: ApiDeps): Router {
  const router = Router();
  const known = authenticate(deps, limitFailedKeys());
  router.use(limitRequests());
  for (const route of routes) {
    if (!Object.hasOwn(deeds, route.deed)) {
      throw new Error(`${route.method} ${route.path} names no deed: the table of authority must say who may use it.`);
    }
    const isList = worthOf(route.method.toUpperCase(), `/api/v1${route.path}`) === 'list';
    const served = serve(route, isList ? { ...deps, store: deps.lists } : deps);
    router[route.method](route.path, known, jsonBody, served);
  }
  return router;
}

type OpenPath = { method?: 'post'; path: string; summary: string; type: string };

/** Addresses for which nobody signs in: health, figures, the description of the API, signing in itself. Nothing there is about a patient. */
export const openPaths: readonly OpenPath[] = [
  { path: '/healthz', summary: 'This process answers', type: 'application/json' },
  { path: '/readyz', summary: 'The whole house, in words', type: 'application/json' },
  { path: '/readyz/answers', summary: 'Patients can answer: database only', type: 'application/json' },
  { path: '/metrics', summary: 'Figures for Prometheus', type: 'text/plain' },
  { path: '/openapi.json', summary: 'This description', type: 'application/json' },
  { path: '/docs', summary: 'This description, to read and try', type: 'text/html' },
  { path: '/sign-in', summary: 'Sends a browser to the identity provider, and back to `to`', type: 'text/html' },
  { path: '/sign-in/return', summary: 'Where the identity provider sends a browser back to', type: 'text/html' },
  {
    method: 'post',
    path: '/sign-out',
    summary: 'Ends the session of a browser; says where to go',
    type: 'application/json',
  },
  { path: '/demo/sign-in/{attempt}', summary: 'Made-up people of a demonstration, to be one of', type: 'text/html' },
  { method: 'post', path: '/demo/sign-in/{attempt}', summary: 'Who somebody would like to be', type: 'text/html' },
  { path: '/', summary: 'Who are you? The way in for people', type: 'text/html' },
  { path: '/demo/clock', method: 'post', summary: 'Moves the clock from a page of a demonstration', type: 'text/html' },
  { path: '/demo/mailbox', summary: 'Caught mail of a demonstration', type: 'text/html' },
  { path: '/demo/mailbox/{id}', summary: 'One caught mail of a demonstration', type: 'text/html' },
];
