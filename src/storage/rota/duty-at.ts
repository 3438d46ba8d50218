import { sql } from 'kysely';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { counts, rolesFor } from './gaps';

export type OnDuty = { staffId: string; name: string };

/** Who counts in a rota at an instant: for many of both in one statement, by what `dutyKey` calls them. */
export async function onDutyAt(
  tx: Tx,
  clinicId: string,
  asked: readonly { rota: string; at: Instant }[],
): Promise<Map<string, OnDuty[]>> {
  const distinct = [...new Map(asked.map((each) => [dutyKey(each), each])).values()];
  const found = new Map<string, OnDuty[]>();
  if (distinct.length === 0) return found;
  const { rows } = await sql<OnDuty & { rota: string; at: Instant }>`
    select asked.rota, asked.at, m.id as "staffId", m.name
    from jsonb_to_recordset(${JSON.stringify(distinct.map(({ rota, at }) => ({ rota, at: new Date(at) })))}::jsonb)
        as asked(rota text, at timestamptz(3))
      join clinic c on c.id = ${clinicId}
      join duty_shift s on s.clinic_id = c.id and s.rota = asked.rota and s.starts_at <= asked.at and s.ends_at > asked.at
      join staff_member m on m.id = s.staff_id and ${counts(rolesFor(sql`c.settings`, sql`s.rota`))}
    where not exists (select from absence a where a.staff_id = m.id and a.away @> asked.at)
    group by asked.rota, asked.at, m.id order by m.id`.execute(tx);
  for (const { rota, at, ...person } of rows) {
    const key = dutyKey({ rota, at });
    found.set(key, [...(found.get(key) ?? []), person]);
  }
  return found;
}

export const dutyKey = ({ rota, at }: { rota: string; at: Instant }): string => `${rota}@${String(at)}`;
