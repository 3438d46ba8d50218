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
