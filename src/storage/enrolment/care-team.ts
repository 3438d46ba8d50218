import { sql } from 'kysely';
import {
  type CareTeamFact,
  type CareTeamPlace,
  type CareTeamSince,
  careTeamAt,
  careTeamPlaces,
  idsOf,
} from '../../domain/words/care-team';
import type { Instant } from '../../domain/words/time';
import { person, type PersonRow } from '../patient/person';
import type { Tx } from '../tx/connection';

/** Who looked after a patient at an instant, by the facts of an enrolment that count today. */
export async function careTeamOf(tx: Tx, enrolmentId: string, at: Instant): Promise<CareTeamSince> {
  const { rows } = await sql<CareTeamFact>`
    select e.recorded_at as at, case e.type when 'enrolment.started' then coalesce(e.data -> 'careTeam', '{}')
      else coalesce(r.data -> 'replacement', e.data) end as change
    from event e left join lateral (select c.data from event c where c.enrolment_id = e.enrolment_id
      and c.type = 'event.retracted' and c.data ->> 'event' = e.id::text order by c.seq desc limit 1) r on true
    where e.enrolment_id = ${enrolmentId} and e.type in ('enrolment.started', 'care-team.changed')
      and (r.data is null or r.data ? 'replacement')
    order by e.seq`.execute(tx);
  return careTeamAt(rows, at);
}

/** After a fact of the care team or its correction: the row, which lists are made from, says what the facts say. */
export async function settleCareTeam(tx: Tx, enrolmentId: string): Promise<void> {
  const team = idsOf(await careTeamOf(tx, enrolmentId, Infinity));
  await sql`update enrolment set care_team = ${JSON.stringify(team)} where id = ${enrolmentId}`.execute(tx);
}

/** For a query of the facts of an enrolment: of an event `e`, whom it named for each place, and who it was before, by name. */
export const careTeamOfE = sql`case when e.type = 'care-team.changed' then (
  select jsonb_agg(jsonb_build_object('place', k.place,
    'now', (select s.name from staff_member s where s.id::text = e.said ->> k.place),
    'before', (select s.name from staff_member s where s.id::text = (
      select case b.type when 'enrolment.started' then b.data -> 'careTeam' else b.said end ->> k.place from facts b
      where b.seq < e.seq and (b.type = 'enrolment.started'
        or b.type = 'care-team.changed' and b.said ? k.place and coalesce(b.correction ->> 'as', '') <> 'retracted')
      order by b.seq desc limit 1))) order by k.n)
  from unnest(${[...careTeamPlaces]}::text[]) with ordinality k(place, n) where e.said ? k.place) end`;

/** Somebody, in some of the places of a care team. */
type Named = { clinicId: string; staffId: string; places: readonly CareTeamPlace[] };

const named = ({ clinicId, staffId, places }: Named) => sql`e.clinic_id = ${clinicId} and e.status <> 'ended'
  and exists (select from unnest(${[...places]}::text[]) place where e.care_team ->> place = ${staffId}::text)`;

/** Patients on a pathway whose care team names somebody, by name. */
export async function patientsOf(tx: Tx, who: Named, limit: number): Promise<{ person: PersonRow }[]> {
  const { rows } = await sql<{ person: PersonRow }>`
    select ${person} as person from patient p
    where not p.hidden and exists (select from enrolment e where e.patient_id = p.id and ${named(who)})
    order by p.family_name, p.given_name, p.id limit ${limit}`.execute(tx);
  return rows;
}

/** How many they are. */
export async function countOf(tx: Tx, who: Named): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct e.patient_id)::int as count from enrolment e where ${named(who)}`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Of everybody whom a care team names: of how many patients on a pathway they are what. */
export async function countsByStaff(tx: Tx, clinicId: string): Promise<Map<string, Record<CareTeamPlace, number>>> {
  const { rows } = await sql<{ id: string } & Record<CareTeamPlace, number>>`
    select t.value as id, (count(distinct e.patient_id) filter (where t.key = 'coordinator'))::int as coordinator,
      (count(distinct e.patient_id) filter (where t.key = 'clinician'))::int as clinician
    from enrolment e cross join lateral jsonb_each_text(e.care_team) t
    where e.clinic_id = ${clinicId} and e.status <> 'ended' and t.value is not null group by t.value`.execute(tx);
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}
