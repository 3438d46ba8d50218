import { sql } from 'kysely';
import type { ClinicSettings } from '../../domain/words/clinic';
import type { Instant } from '../../domain/words/time';
import { asInstant, calledBy, listIn } from '../tx/fragments';
import type { SessionPurpose } from '../../domain/words/choices';
import type { Session } from '../../domain/words/history';
import { person, type PersonRow } from '../patient/person';
import type { Tx } from '../tx/connection';
import { spokenLanguage } from '../patient/speech';

/** An appointment with everything that its patient's page shows, read in one statement. */
export type AppointmentView = {
  id: string;
  key: string;
  enrolmentId: string;
  clinicId: string;
  patientId: string;
  givenName: string;
  pathway: { id: string; version: number };
  at: Instant;
  wholeDay: boolean;
  calledOff: boolean;
  sequence: number;
  prepare: string[];
  ready: string[];
  /** What a clinician wrote for this patient; null without one, or where it was erased. */
  text: string | null;
  questions: string | null;
  declinedAt: Instant | null;
  /** The time that the mail of this link named. */
  toldAt: Instant;
  /** Nothing is told about it any more: the patient has died, or the course of care has ended. */
  isOver: boolean;
  /** Whoever asks has shown the birthday by this session. */
  isKnown: boolean;
  language: string;
  timeZone: string;
  settings: ClinicSettings;
  now: Instant;
};

/** By the code of a link, and for whoever brings the cookie of a session with it. Null for any other link. */
export async function readAppointment(
  tx: Tx,
  { linkHash, sessionHash }: { linkHash: Buffer; sessionHash: Buffer | null },
): Promise<AppointmentView | null> {
  const { rows } = await sql<AppointmentView>`
    select a.id, a.key, a.enrolment_id as "enrolmentId", a.clinic_id as "clinicId", p.id as "patientId",
      ${calledBy} as "givenName", jsonb_build_object('id', e.pathway_id, 'version', e.pathway_version) as pathway,
      a.at, a.whole_day as "wholeDay", a.status = 'called-off' as "calledOff", a.sequence, a.prepare, a.ready,
      (select text from patient_text t where t.id = a.text_id) as text,
      (select text from patient_text t where t.id = a.questions_id) as questions,
      a.declined_at as "declinedAt", coalesce((m.params ->> 'at')::double precision, (extract(epoch from a.at) * 1000)::double precision) as "toldAt",
      p.died_on is not null or e.status = 'ended' as "isOver",
      exists (select from patient_session s where s.token_hash = ${sessionHash} and s.appointment_id = a.id
        and s.expires_at > clock_timestamp()) as "isKnown",
      ${spokenLanguage} as language, p.time_zone as "timeZone", clinic.settings, clinic_now(a.clinic_id) as now
    from link l join appointment a on a.id = l.appointment_id
      join message m on m.id = l.message_id
      join enrolment e on e.id = a.enrolment_id
      join patient p on p.id = e.patient_id
      join clinic on clinic.id = a.clinic_id
      join pathway_version v on v.pathway_id = e.pathway_id and v.version = e.pathway_version
    where l.code_hash = ${linkHash} and l.revoked_at is null`.execute(tx);
  return rows[0] ?? null;
}

/** What the patient ticked and wants to ask. The questions are a text of the patient, beside the others. */
export async function keepPrepared(
  tx: Tx,
  view: Pick<AppointmentView, 'id' | 'clinicId' | 'patientId' | 'enrolmentId'>,
  { ready, questions }: { ready: string[]; questions: string | null },
): Promise<void> {
  await sql`
    with kept as (
      update patient_text t set text = ${questions}, created_at = clinic_now(t.clinic_id)
      from appointment a where a.id = ${view.id} and t.id = a.questions_id and ${questions}::text is not null returning t.id
    ), written as (
      insert into patient_text (clinic_id, patient_id, enrolment_id, text, created_at, created_by)
      select ${view.clinicId}, ${view.patientId}, ${view.enrolmentId}, ${questions}, clinic_now(${view.clinicId}), 'patient'
      where ${questions}::text is not null and not exists (select from kept) returning id
    )
    update appointment set ready = ${JSON.stringify(ready)}::jsonb,
      questions_id = coalesce((select id from kept), (select id from written))
    where id = ${view.id}`.execute(tx);
}

/** The patient said that they cannot come. */
export async function markDeclined(tx: Tx, id: string, at: Instant): Promise<void> {
  await sql`update appointment set declined_at = ${new Date(at)} where id = ${id}`.execute(tx);
}

export type AppointmentRow = Pick<
  AppointmentView,
  'id' | 'key' | 'at' | 'wholeDay' | 'calledOff' | 'prepare' | 'ready' | 'text' | 'questions' | 'declinedAt'
> & { purpose: string };

/** Everything that was booked in an enrolment on a pathway that calls appointments to mind, newest first. */
export async function appointmentsOf(tx: Tx, enrolmentId: string): Promise<AppointmentRow[]> {
  const { rows } = await sql<AppointmentRow>`
    select id, key, purpose, at, whole_day as "wholeDay", status = 'called-off' as "calledOff", prepare, ready,
      (select text from patient_text t where t.id = text_id) as text,
      (select text from patient_text t where t.id = questions_id) as questions, declined_at as "declinedAt"
    from appointment where enrolment_id = ${enrolmentId} order by at desc, id limit 100`.execute(tx);
  return rows;
}

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
const MOST_A_DAY = 500;

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
    order by at, p.family_name, p.given_name, e.id limit ${MOST_A_DAY}`.execute(tx);
  return rows;
}
