import { iso } from '../contracts/fields';
import type { ApiDeps } from '../deps';
import type { Principal } from '../middleware/principal';

/** Who else has open what stands at this path of the API under this id: the audit names each read by the path of its route. */
export async function showOpenedBy(
  { store }: Pick<ApiDeps, 'store'>,
  { clinicId, staffId }: Principal,
  path: `/${string}`,
  id: string,
): Promise<{ name: string; since: string }[]> {
  const of = { clinicId, action: `GET ${path}`, subject: id, except: staffId };
  return (await store.looks.openedBy(store.db, of)).map(({ name, since }) => ({ name, since: iso(since) }));
}
