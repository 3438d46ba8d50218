import { sql } from 'kysely';
import type { SessionPurpose } from '../../domain/words/choices';
import type { Session } from '../../domain/words/history';
import type { Instant } from '../../domain/words/time';
import { person, type PersonRow } from '../patient/person';
import type { Tx } from '../tx/connection';
import { asInstant, listIn } from '../tx/fragments';

/** An appointment of a day. `recorded`: the newest fact that says what became of it, as far as nobody took it back. */
export type AttendanceRow = {
  enrolmentId: string;
  session: string;
  purpose: SessionPurpose;
  at: Instant;
  pathway: { id: string; version: number };
  tracks: { track: string; stage: string }[];
  person: PersonRow;
  recorded: {
    eventId: string;
    outcome: NonNullable<Session['outcome']>;
    at: Instant;
    recordedBy: string;
    by: string;
  } | null;
};

/** So many appointments one clinic does not have on one day. */
const MOST = 500;

/** Everybody's appointments of a stretch of time, in its order. Of a course of care that has ended only what was recorded. */
export async function sessionsBetween(
  tx: Tx,
  clinicId: string,
  { from, to }: { from: Instant; to: Instant },
): Promise<AttendanceRow[]> {
  const { rows } = await sql<AttendanceRow>`
    select e.id as "enrolmentId", s ->> 'id' as session, s ->> 'purpose' as purpose, (${asInstant(sql`s -> 'at'`)})::timestamptz(3) as at,
      jsonb_build_object('id', e.pathway_id, 'version', e.pathway_version) as pathway,
      (select coalesce(jsonb_agg(jsonb_build_object('track', t ->> 'track', 'stage', s ->> 'stage')), '[]')
        from ${listIn('{tracks}')} t where t ->> 'stage' = s ->> 'stage') as tracks,
      ${person} as person, o.recorded
    from enrolment e
    join patient p on p.id = e.patient_id and not p.hidden
    cross join lateral ${listIn('{history,sessions}')} s
    left join lateral (
      select jsonb_build_object('eventId', v.id, 'outcome', replace(v.type, 'session.', ''), 'recordedBy', v.recorded_by,
        'at', (extract(epoch from v.recorded_at) * 1000)::bigint, 'by', coalesce(m.name, v.recorded_by)) as recorded
      from event v left join staff_member m on m.id::text = v.recorded_by
      where v.enrolment_id = e.id and v.type in ('session.attended', 'session.missed', 'session.cancelled')
        and v.data ->> 'session' = s ->> 'id'
        and not exists (select from event r where r.enrolment_id = v.enrolment_id and r.type = 'event.retracted'
          and r.data ->> 'event' = v.id::text)
      order by v.seq desc limit 1) o on true
    where e.clinic_id = ${clinicId} and (s ->> 'at')::double precision >= ${from}
      and (s ->> 'at')::double precision < ${to} and (e.status <> 'ended' or o.recorded is not null)
    order by at, p.family_name, p.given_name, e.id limit ${MOST}`.execute(tx);
  return rows;
}
