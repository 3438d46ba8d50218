import { sql } from 'kysely';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { counts, rolesFor } from './gaps';

/** `rota`: its title. `until`: when this person's duty ends without a break, by the next shift's end or an absence. */
export type Duty = { staffId: string; name: string; rotaId: string; rota: string; until: Instant };

/** Who is on duty in each rota of a clinic at its time: whoever a ladder would tell now. */
export async function dutyNow(tx: Tx, clinicId: string): Promise<Duty[]> {
  const { rows } = await sql<Duty>`
    select m.id as "staffId", m.name, r.rota ->> 'id' as "rotaId", r.rota ->> 'title' as rota, upper(d.piece) as until
    from clinic c cross join lateral (select clinic_now(c.id) as now) t
      cross join lateral jsonb_array_elements(c.settings -> 'rotas') with ordinality r (rota, n)
      join staff_member m on m.clinic_id = c.id and ${counts(rolesFor(sql`c.settings`, sql`r.rota ->> 'id'`))}
      cross join lateral (
        select unnest(range_agg(tstzrange(s.starts_at, s.ends_at)) - coalesce((
          select range_agg(a.away) from absence a where a.staff_id = m.id), '{}')) as piece
        from duty_shift s where s.clinic_id = c.id and s.rota = r.rota ->> 'id' and s.staff_id = m.id and s.ends_at > t.now) d
    where c.id = ${clinicId} and d.piece @> t.now order by r.n, m.name, m.id`.execute(tx);
  return rows;
}
