import { sql } from 'kysely';
import type { ClinicSettings, ClinicTexts } from '../../domain/words/clinic';
import { netLines } from '../../domain/patient-texts/emergency';
import type { Opened } from '../../domain/instrument/pages';
import { isInItem9Window, type WindowHours } from '../../domain/check-ins/deferred';
import type { Appointment, Handover, PagingTestMail, StaffAlertMail } from '../../domain/words/message';
import type { Tier } from '../../domain/instrument/types';
import type { Instant } from '../../domain/words/time';
import { calledBy } from '../tx/fragments';
import { mailTextsIn, spokenLanguage } from '../patient/speech';

// What a letter is made from: read by the hand-over itself, and by whoever looks at one before or after.

/** What a mail is made from, as the statements of this folder read it. */
export type LetterRow = {
  id: string;
  attempt_id: string;
  attempts: number;
  channel: Handover['channel'];
  template: string;
  role: string;
  address: string;
  language: string;
  public_name: string;
  phone: string;
  emergency_number: string;
  clinic_zone: string;
  given_name: string | null;
  texts: Omit<ClinicTexts, 'help'> | null;
  /** The check-in, with what was put off and answered of it. */
  opened: Omit<Opened, 'isWatched'>;
  now: Instant;
  numbers: Pick<ClinicSettings, 'emergencyNumber' | 'emergencyCountries' | 'crisisLine' | 'outOfHours'> & WindowHours;
  pathway_id: string;
  pathway_version: number;
  closes_at: Instant;
  same_day: boolean;
  appointment: Appointment | null;
  /** Of the answer to what a patient reported. */
  report_id: string | null;
  read_by: Instant | null;
  patient_zone: string;
  escalation_id: string | null;
  tier: Tier;
  test_id: string | null;
  /** Of a staff alert, where one that an older release planned says less, or of a test of one. */
  params: Pick<StaffAlertMail, 'answerBy'> & Partial<StaffAlertMail> & Pick<PagingTestMail, 'askedAt'>;
};

/** Of a check-in `k`, what a page is made from: the newest answer to each question. Nothing of it is put into the mail. */
const opened = sql`jsonb_build_object('ask', k.ask, 'deferred', k.deferred, 'answers', coalesce((
  select jsonb_agg(latest) from (select distinct on (a.instrument, a.item) a.instrument, a.item, a.value
    from answer a where a.check_in_id = k.id order by a.instrument, a.item, a.revision desc) latest), '[]'))`;

/** Null for what is about none. */
const appointment = sql`case when a.id is not null then jsonb_build_object('id', a.id, 'sequence', a.sequence,
  'at', (extract(epoch from a.at) * 1000)::bigint, 'calledOff', a.status = 'called-off',
  'on', case when a.whole_day then (a.at at time zone p.time_zone)::date::text end) end`;

/** Over the aliases of the guard (guard.ts): everything a letter says. */
export const letterColumns = sql`case when m.staff_id is null then p.email when m.channel = 'mail' then s.email else s.pager_url end as address,
        coalesce(spoken.language, 'en') as language, ${mailTextsIn(sql`c.settings`, sql`spoken.language`)} as texts,
        c.settings ->> 'publicName' as public_name, c.settings ->> 'phone' as phone,
        c.settings ->> 'emergencyNumber' as emergency_number, c.settings ->> 'timeZone' as clinic_zone,
        c.settings - 'texts' - 'policies' - 'namedPolicies' as numbers, c.now, ${opened} as opened,
        case when p.id is not null then ${calledBy} end as given_name, e.pathway_id, e.pathway_version, k.closes_at, m.params ->> 'sameDay' is not null as same_day,
        ${appointment} as appointment, m.problem_report_id as report_id,
        (m.params ->> 'readBy')::double precision as read_by,
        p.time_zone as patient_zone, x.tier, m.paging_test_id as test_id, (c.settings ->> 'version')::integer as settings_version,
        m.params`;

/** The clinics with their time, under the name that the columns of a letter know. */
export const clinicsNow = sql`c as (
      select id, settings, clock_timestamp() + clock_offset_ms * interval '1 millisecond' as now from clinic)`;

/** Where the columns of a letter come from; `m` is the message, `c` the clinic with its time. */
export const letterJoins = sql`from m join c on c.id = m.clinic_id
        left join escalation x on x.id = m.escalation_id
        left join staff_member s on s.id = m.staff_id
        left join enrolment e on e.id = m.enrolment_id and m.escalation_id is null
        left join patient p on p.id = m.patient_id and m.escalation_id is null
        left join check_in k on k.id = m.check_in_id
        left join appointment a on a.id = m.appointment_id
        left join pathway_version v on v.pathway_id = e.pathway_id and v.version = e.pathway_version
        left join lateral (select ${spokenLanguage} as language) spoken on p.id is not null`;

/** Settings that do not say when somebody is in keep no mail from leaving. */
const NO_HOURS = { staffedHours: [], holidays: [] };
const hoursIn = ({ numbers }: LetterRow) => ({ ...NO_HOURS, ...numbers });

/** The row as its channel takes it. */
export function toHandover(row: LetterRow, linkCode: string): Handover {
  const { id: messageId, escalation_id: escalationId, report_id: reportId, appointment } = row;
  return {
    messageId,
    attemptId: row.attempt_id,
    attempt: row.attempts,
    channel: row.channel,
    template: row.template,
    role: row.role,
    to: row.address,
    language: row.language,
    clinic: {
      publicName: row.public_name,
      phone: row.phone,
      emergencyNumber: row.emergency_number,
      timeZone: row.clinic_zone,
    },
    checkIn: row.given_name === null || appointment !== null || reportId !== null ? null : checkInMail(row, linkCode),
    appointment: appointment && { ...appointment, ...toPatient(row, linkCode), writtenAt: row.now },
    report: reportId === null ? null : { ...toPatient(row, linkCode), readBy: row.read_by },
    alert:
      escalationId === null ? null : { times: 1, items: 1, news: false, ...row.params, escalationId, tier: row.tier },
    test: row.test_id === null ? null : { testId: row.test_id, askedAt: row.params.askedAt },
  };
}

const toPatient = (row: LetterRow, linkCode: string) => ({
  givenName: row.given_name ?? '',
  pathwayId: row.pathway_id,
  pathwayVersion: row.pathway_version,
  timeZone: row.patient_zone,
  linkCode,
  clinicHours: hoursIn(row).staffedHours,
  safetyNet: row.texts === null ? [] : netLines(row.numbers, row.texts, row.patient_zone),
});

const checkInMail = (row: LetterRow, linkCode: string): NonNullable<Handover['checkIn']> => ({
  ...toPatient(row, linkCode),
  closesAt: row.closes_at,
  today: row.same_day,
  opened: { ...row.opened, isWatched: isInItem9Window(hoursIn(row), row.now) },
});
