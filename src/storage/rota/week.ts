import { sql } from 'kysely';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { type Gap, rolesFor, uncovered } from './gaps';

/** A shift as the week shows it. `away`: its person is absent for a part of it, which then counts for nobody. */
export type WeekShift = {
  id: string;
  rota: string;
  staffId: string;
  name: string;
  startsAt: Instant;
  endsAt: Instant;
  away: boolean;
};

export async function shiftsBetween(tx: Tx, clinicId: string, from: Instant, to: Instant): Promise<WeekShift[]> {
  const span = sql`tstzrange(${new Date(from)}, ${new Date(to)})`;
  const { rows } = await sql<WeekShift>`
    select s.id, s.rota, s.staff_id as "staffId", m.name, s.starts_at as "startsAt", s.ends_at as "endsAt",
      exists (select from absence a where a.staff_id = s.staff_id and a.away && tstzrange(s.starts_at, s.ends_at) * ${span}) as away
    from duty_shift s join staff_member m on m.id = s.staff_id
    where s.clinic_id = ${clinicId} and tstzrange(s.starts_at, s.ends_at) && ${span} order by s.starts_at, s.id`.execute(
    tx,
  );
  return rows;
}

/** Where nobody who counts is on duty, in each of these rotas. */
export async function gapsBetween(
  tx: Tx,
  clinicId: string,
  rotas: readonly string[],
  from: Instant,
  to: Instant,
): Promise<(Gap & { rota: string })[]> {
  const span = sql`tstzrange(${new Date(from)}, ${new Date(to)})`;
  const { rows } = await sql<Gap & { rota: string }>`
    select r.rota, lower(gap) as from, upper(gap) as to
    from clinic c cross join lateral unnest(${[...rotas]}::text[]) r (rota)
      cross join lateral ${uncovered({ rota: sql`r.rota`, span })} gap
    where c.id = ${clinicId} order by lower(gap), r.rota`.execute(tx);
  return rows;
}

/** Who may stand in which rota, and by what they are told. */
export type Reachable = { staffId: string; name: string; role: string; mail: boolean; pager: boolean; rotas: string[] };

export async function reachable(tx: Tx, clinicId: string): Promise<Reachable[]> {
  const { rows } = await sql<Reachable>`
    select m.id as "staffId", m.name, m.role, m.email is not null as mail, m.pager_url is not null as pager,
      coalesce(array_agg(r.rota ->> 'id' order by r.n) filter (where m.role = any(${rolesFor(sql`c.settings`, sql`r.rota ->> 'id'`)})), '{}') as rotas
    from staff_member m join clinic c on c.id = m.clinic_id
      cross join lateral jsonb_array_elements(c.settings -> 'rotas') with ordinality r (rota, n)
    where m.clinic_id = ${clinicId} and m.active and m.role <> 'canary' group by m.id order by m.name, m.id`.execute(
    tx,
  );
  return rows;
}
