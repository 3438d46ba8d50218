import type { ApiDeps } from '../../../api/deps';
import { readContract } from '../../../api/middleware/contract';
import type { Principal } from '../../../api/middleware/principal';
import { requireDeed } from '../../../api/middleware/serve';
import { routes } from '../../../api/routes';
import type { Call, Route } from '../../../api/routes/route';
import type { Tx } from '../../storage/tx/connection';

/** What somebody at the clinic does, by the address at which the interface offers it. */
export type Act = { path: string; id?: string; body?: object };

/**
 * Does what a member of staff does, through the very routes of the interface: their rights, contracts and commands, within a
 * transaction of the caller. There is no audit row: nobody asked for it, and the audit begins with the first visitor.
 */
export async function act(deps: ApiDeps, tx: Tx, principal: Principal, { path, id, body = {} }: Act): Promise<object> {
  const route = routeOf(path);
  requireDeed(route, principal);
  const params = route.params?.parse({ id });
  const contract = route.bodyFor ? await route.bodyFor({ params, principal, deps }) : route.body;
  const reply = await route.handle({
    params,
    query: {},
    body: contract ? readContract(contract, body) : undefined,
    principal,
    ...within(deps, tx),
  });
  return reply.body ?? {};
}

/** A call whose work belongs to the transaction of whoever calls. */
export const within = (
  deps: ApiDeps,
  tx: Tx,
): Pick<Call<unknown, unknown, unknown>, 'deps' | 'commit' | 'earlierReply'> => ({
  deps,
  commit: (work) => work(tx),
  earlierReply: () => Promise.resolve(null),
});

const posts = new Map(routes.filter(({ method }) => method === 'post').map((route) => [route.path, route]));

function routeOf(path: string): Route {
  const route = posts.get(path);
  if (!route) throw new Error(`The interface has no POST ${path}.`);
  return route;
}
