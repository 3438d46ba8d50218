import { type RawBuilder, sql } from 'kysely';
import { DAY, type Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { counts, rolesFor } from './gaps';

/** `rota`: its title. `until`: when this person's duty ends without a break, by the next shift's end or an absence. */
export type Duty = { staffId: string; name: string; rotaId: string; rota: string; until: Instant };

const rotaId = sql`r.rota ->> 'id'`;
const clinicAndRotas = sql`clinic c cross join lateral (select clinic_now(c.id) as now) t
  cross join lateral jsonb_array_elements(c.settings -> 'rotas') with ordinality r (rota, n)`;

/** What is left of the shifts of `m` in this rota once their absences are taken away, as ranges. */
const served = (within: RawBuilder<unknown>): RawBuilder<unknown> => sql`(
  select unnest(range_agg(tstzrange(s.starts_at, s.ends_at)) - coalesce((
    select range_agg(a.away) from absence a where a.staff_id = m.id), '{}')) as piece
  from duty_shift s where s.clinic_id = c.id and s.rota = ${rotaId} and s.staff_id = m.id and ${within})`;

/** Who is on duty in each rota of a clinic at its time: whoever a ladder would tell now. */
export async function dutyNow(tx: Tx, clinicId: string): Promise<Duty[]> {
  const { rows } = await sql<Duty>`
    select m.id as "staffId", m.name, ${rotaId} as "rotaId", r.rota ->> 'title' as rota, upper(d.piece) as until
    from ${clinicAndRotas} join staff_member m on m.clinic_id = c.id and ${counts(rolesFor(sql`c.settings`, rotaId))}
      cross join lateral ${served(sql`s.ends_at > t.now`)} d
    where c.id = ${clinicId} and d.piece @> t.now order by r.n, m.name, m.id`.execute(tx);
  return rows;
}

/** How far ahead somebody who cannot be told is worth a word. */
const AHEAD_DAYS = 14;

export type Unreachable = { staffId: string; name: string; active: boolean };

/** Who stands in a rota of the next two weeks and cannot be told: without mail address and pager, or no longer here. */
export async function unreachable(tx: Tx, clinicId: string): Promise<Unreachable[]> {
  const { rows } = await sql<Unreachable>`
    select distinct m.id as "staffId", m.name, m.active
    from ${clinicAndRotas} join staff_member m on m.clinic_id = c.id
        and (not m.active or (m.email is null and m.pager_url is null))
      cross join lateral ${served(sql`s.ends_at > t.now and s.starts_at < t.now + ${AHEAD_DAYS * DAY} * interval '1 millisecond'`)} d
    where c.id = ${clinicId} and upper(d.piece) > t.now order by m.name, m.id`.execute(tx);
  return rows;
}
