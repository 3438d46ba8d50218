import { Router } from 'express';
import { deeds } from '../src/domain/authority';
import type { ApiDeps } from './deps';
import { authenticate } from './middleware/authentication';
import { jsonBody } from './middleware/json-body';
import { worthOf } from './middleware/load';
import { limitFailedKeys, limitRequests } from './middleware/rate-limits';
import { serve } from './middleware/serve';
import type { Route } from './route';

/** Mounts routes from their table. A route that names no deed is a fault of the program and stops its start. */
export function staffRouter(routes: readonly Route[], deps: ApiDeps): Router {
  const router = Router();
  const known = authenticate(deps.store, limitFailedKeys());
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
