import { sql } from 'kysely';
import type { Instant } from '../../domain/time';
import type { Tx } from '../connection';

export type DutyPerson = { staffId: string; name: string; email: string | null; pagerUrl: string | null };

/** Active staff with a shift in this rota at that instant who are not away; ends are exclusive. */
export async function onDuty(tx: Tx, clinicId: string, rota: string, at: Instant): Promise<DutyPerson[]> {
  const { rows } = await sql<DutyPerson>`
    select m.id as "staffId", m.name, m.email, m.pager_url as "pagerUrl" from staff_member m
    where m.clinic_id = ${clinicId} and m.active
      and exists (select from duty_shift s where s.clinic_id = m.clinic_id and s.rota = ${rota} and s.staff_id = m.id
        and s.starts_at <= ${new Date(at)} and s.ends_at > ${new Date(at)})
      and not exists (select from absence a where a.staff_id = m.id
        and a.starts_at <= ${new Date(at)} and a.ends_at > ${new Date(at)})
    order by m.id`.execute(tx);
  return rows;
}

/**
 * When the first duty in any of these rotas begins after an instant, of somebody who can be told: a shift, or what is left
 * of it once an absence is over. Null where none is planned.
 */
export async function nextDuty(
  tx: Tx,
  clinicId: string,
  rotas: readonly string[],
  after: Instant,
): Promise<Instant | null> {
  const { rows } = await sql<{ at: Instant | null }>`
    select min(lower(piece))::timestamptz(3) as at from duty_shift s join staff_member m on m.id = s.staff_id and m.active,
      unnest(tstzmultirange(tstzrange(s.starts_at, s.ends_at)) - coalesce((
        select range_agg(tstzrange(a.starts_at, a.ends_at)) from absence a where a.staff_id = s.staff_id), '{}')) piece
    where s.clinic_id = ${clinicId} and s.rota = any(${rotas}::text[]) and s.ends_at > ${new Date(after)}
      and lower(piece) > ${new Date(after)} and coalesce(m.email, m.pager_url) is not null`.execute(tx);
  return rows[0]?.at ?? null;
}
