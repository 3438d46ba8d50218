import { sql, type RawBuilder } from 'kysely';
import { rotaRoles } from '../../domain/words/authority';

/**
 * The roles that count as being on duty in a rota, as a text array in SQL, from the clinic's settings: a rung of a ladder
 * is covered by somebody who may resolve what the ladder is about, and by nobody else.
 */
export const rolesFor = (settings: RawBuilder<unknown>, rota: RawBuilder<unknown>): RawBuilder<unknown> => sql`(case
  when exists (select from (
      select value from jsonb_each(${settings} -> 'policies') where key <> 'canary'
      union all select value from jsonb_each(coalesce(${settings} -> 'namedPolicies', '{}'))) ladder(policy)
    where jsonb_path_exists(policy, '$.rungs[*] ? (@.rota == $rota)', jsonb_build_object('rota', ${rota})))
    then ${[...rotaRoles.clinical]}::text[]
  when jsonb_path_exists(${settings} #> '{policies,canary}', '$.** ? (@.rota == $rota)', jsonb_build_object('rota', ${rota}))
    then ${[...rotaRoles.canary]}::text[]
  else ${[...rotaRoles.last]}::text[] end)`;

/** A staff member `m` who counts: here, active, with a way to be told, and with the authority. */
export const counts = (roles: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`m.active and (m.email is not null or m.pager_url is not null) and m.role = any(${roles})`;
