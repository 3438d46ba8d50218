import { sql, type RawBuilder } from 'kysely';
import type { ClinicSettings } from '../../domain/words/clinic';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { counts, rolesFor } from './who-counts';

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
