import { type RawBuilder, sql } from 'kysely';
import { rotaRoles, type Team } from '../../domain/words/authority';
import type { ClinicSettings } from '../../domain/words/clinic';
import { DAY, type Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import type { TaskKind } from '../../domain/words/task-kinds';
import { readClinic } from '../clinic/settings';

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

export type Gap = { from: Instant; to: Instant };

type Where = { rota: RawBuilder<unknown>; span: RawBuilder<unknown> };

/**
 * The spans of a rota of clinic `c` in which nobody who counts is on duty, as SQL: the watch asks the same question of all
 * clinics at once. A shift of somebody who is away, has left, cannot be told or may not act covers nothing.
 */
export function uncovered({ rota, span }: Where): RawBuilder<unknown> {
  return sql`unnest(tstzmultirange(${span}) - coalesce((
    select range_agg(piece) from duty_shift s join staff_member m on m.id = s.staff_id and ${counts(rolesFor(sql`c.settings`, rota))},
      unnest(tstzmultirange(tstzrange(s.starts_at, s.ends_at)) - coalesce((
        select range_agg(a.away) from absence a where a.staff_id = s.staff_id), '{}')) piece
    where s.clinic_id = c.id and s.rota = ${rota} and tstzrange(s.starts_at, s.ends_at) && ${span}), '{}'))`;
}

export async function gaps(tx: Tx, clinicId: string, rota: string, from: Instant, to: Instant): Promise<Gap[]> {
  const span = sql`tstzrange(${new Date(from)}, ${new Date(to)})`;
  const { rows } = await sql<Gap>`
    select lower(gap) as from, upper(gap) as to
    from clinic c cross join lateral ${uncovered({ rota: sql`${rota}::text`, span })} gap
    where c.id = ${clinicId} order by gap`.execute(tx);
  return rows;
}

/** Rotas that must be covered day and night: those an on-call ladder tells. The canary's is the operator's, and has its own check. */
export function onCallRotas(settings: ClinicSettings): string[] {
  const clinical = Object.entries(settings.policies).filter(([name]) => name !== 'canary');
  const policies = [...clinical, ...Object.entries(settings.namedPolicies ?? {})].filter(
    ([, policy]) => policy.coverage === 'on-call',
  );
  return [
    ...new Set(policies.flatMap(([, policy]) => [...policy.rungs.map((rung) => rung.rota), policy.exhausted.rota])),
  ].sort();
}

const kind: TaskKind = 'close-rota-gap';
const team: Team = 'leads';

/** So far ahead a lead is asked to fill a rota. */
const GAP_HORIZON_DAYS = 14;

/**
 * One open task per rota with a gap ahead, closed by itself once the rota is covered. A task completed while the gap
 * is still there comes back. `only` looks at one rota. Returns how many were opened.
 */
export async function openRotaGapTasks(tx: Tx, clinicId: string, only?: string): Promise<number> {
  // A statement of its own: two at once would open the same task twice.
  await sql`select from clinic where id = ${clinicId} for no key update`.execute(tx);
  const { settings, now } = await readClinic(tx, clinicId);
  let opened = 0;
  for (const rota of onCallRotas(settings).filter((id) => only === undefined || id === only)) {
    const prefix = `close-rota-gap/${rota}@`;
    const [first] = await gaps(tx, clinicId, rota, now, now + GAP_HORIZON_DAYS * DAY);
    if (!first) {
      await sql`update task set status = 'closed', closed_because = 'the rota is covered', completed_at = ${new Date(now)}
        where clinic_id = ${clinicId} and kind = ${kind} and status = 'open' and starts_with(key, ${prefix})`.execute(
        tx,
      );
      continue;
    }
    const written = await sql`
      insert into task (clinic_id, key, kind, team, due_at, opened_at)
      select ${clinicId}, ${prefix + new Date(now).toISOString()}, ${kind}, ${team}, ${new Date(Math.max(now, first.from - DAY))}, ${new Date(now)}
      where not exists (select from task where clinic_id = ${clinicId} and kind = ${kind} and status = 'open'
        and starts_with(key, ${prefix}))
      on conflict (clinic_id, key) do nothing`.execute(tx);
    opened += Number(written.numAffectedRows ?? 0n);
  }
  return opened;
}
