import { sql } from 'kysely';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { counts, rolesFor } from './gaps';

export type DutyPerson = { staffId: string; name: string; email: string | null; pagerUrl: string | null };

/** Who counts in this rota at that instant: a shift, not away, a way to be told, and the authority; ends are exclusive. */
export async function onDuty(tx: Tx, clinicId: string, rota: string, at: Instant): Promise<DutyPerson[]> {
  const { rows } = await sql<DutyPerson>`
    select m.id as "staffId", m.name, m.email, m.pager_url as "pagerUrl"
    from staff_member m join clinic c on c.id = m.clinic_id
    where m.clinic_id = ${clinicId} and ${counts(rolesFor(sql`c.settings`, sql`${rota}::text`))}
      and exists (select from duty_shift s where s.clinic_id = m.clinic_id and s.rota = ${rota} and s.staff_id = m.id
        and s.starts_at <= ${new Date(at)} and s.ends_at > ${new Date(at)})
      and not exists (select from absence a where a.staff_id = m.id and a.away @> ${new Date(at)}::timestamptz)
    order by m.id`.execute(tx);
  return rows;
}

/**
 * When the first duty in any of these rotas begins after an instant, of somebody who counts: a shift, or what is left
 * of it once an absence is over. Null where none is planned.
 */
export async function nextDuty(
  tx: Tx,
  clinicId: string,
  rotas: readonly string[],
  after: Instant,
): Promise<Instant | null> {
  const { rows } = await sql<{ at: Instant | null }>`
    select min(lower(piece))::timestamptz(3) as at from duty_shift s join clinic c on c.id = s.clinic_id
      join staff_member m on m.id = s.staff_id and ${counts(rolesFor(sql`c.settings`, sql`s.rota`))},
      unnest(tstzmultirange(tstzrange(s.starts_at, s.ends_at)) - coalesce((
        select range_agg(a.away) from absence a where a.staff_id = s.staff_id), '{}')) piece
    where s.clinic_id = ${clinicId} and s.rota = any(${rotas}::text[]) and s.ends_at > ${new Date(after)}
      and lower(piece) > ${new Date(after)}`.execute(tx);
  return rows[0]?.at ?? null;
}
