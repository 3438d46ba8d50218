import { sql } from 'kysely';
import type { ClinicSettings, ClinicTexts } from '../../domain/words/clinic';
import { netLines } from '../../domain/patient-texts/emergency';
import type { Opened } from '../../domain/instrument/pages';
import { isInItem9Window, type WindowHours } from '../../domain/check-ins/deferred';
import type { Appointment, Handover, StaffAlertMail } from '../../domain/words/message';
import type { Tier } from '../../domain/instrument/types';
import type { Instant } from '../../domain/words/time';
import { calledBy } from '../tx/fragments';
import type { Tx } from '../tx/connection';
import { createLinkCode, linkCodeHash } from '../check-in/links';
import { pointless, waitsUntil } from './guard';
import { mailTextsIn, spokenLanguage } from '../patient/speech';

type Row = {
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
  /** Of a staff alert; one that an older release planned says less. */
  params: Pick<StaffAlertMail, 'answerBy'> & Partial<StaffAlertMail>;
};

/** Of a check-in `k`, what a page is made from: the newest answer to each question. Nothing of it is put into the mail. */
const opened = sql`jsonb_build_object('ask', k.ask, 'deferred', k.deferred, 'answers', coalesce((
  select jsonb_agg(latest) from (select distinct on (a.instrument, a.item) a.instrument, a.item, a.value
    from answer a where a.check_in_id = k.id order by a.instrument, a.item, a.revision desc) latest), '[]'))`;

/** Null for what is about none. */
const appointment = sql`case when a.id is not null then jsonb_build_object('id', a.id, 'sequence', a.sequence,
  'at', (extract(epoch from a.at) * 1000)::bigint, 'calledOff', a.status = 'called-off',
  'on', case when a.whole_day then (a.at at time zone p.time_zone)::date::text end) end`;

/**
 * The last look before the hand-over of a small batch, in one statement: rows that are still claimed and whose guard is
 * true become `attempting` with an attempt and a link code of their own; what must wait goes back to planned, what has
 * become pointless is withheld. A row somebody holds locked (most likely withholding it now) stays claimed.
 * `leaseSeconds` is how long an attempt may take (wall clock) before it counts as ambiguous.
 */
export async function beginAttempts(tx: Tx, messageIds: string[], leaseSeconds: number): Promise<Handover[]> {
  const codes = new Map(messageIds.map((id) => [id, createLinkCode()]));
  const hashes = [...codes.values()].map(linkCodeHash);
  const { rows } = await sql<Row>`
    with m as (
      select * from message where id = any(${messageIds}::uuid[]) and state = 'claimed' order by id for update skip locked
    ), c as (
      select id, settings, clock_timestamp() + clock_offset_ms * interval '1 millisecond' as now from clinic
    ), judged as materialized (
      select m.id, ${pointless} as reason, ${waitsUntil} as wait_until,
        case when m.escalation_id is null then p.email when m.channel = 'mail' then s.email else s.pager_url end as address,
        coalesce(spoken.language, 'en') as language, ${mailTextsIn(sql`c.settings`, sql`spoken.language`)} as texts,
        c.settings ->> 'publicName' as public_name, c.settings ->> 'phone' as phone,
        c.settings ->> 'emergencyNumber' as emergency_number, c.settings ->> 'timeZone' as clinic_zone,
        c.settings - 'texts' - 'policies' - 'namedPolicies' as numbers, c.now, ${opened} as opened,
        case when p.id is not null then ${calledBy} end as given_name, e.pathway_id, e.pathway_version, k.closes_at, m.params ->> 'sameDay' is not null as same_day,
        ${appointment} as appointment, m.problem_report_id as report_id,
        (m.params ->> 'readBy')::double precision as read_by,
        p.time_zone as patient_zone, x.tier, (c.settings ->> 'version')::integer as settings_version,
        m.params
      from m join c on c.id = m.clinic_id
        left join escalation x on x.id = m.escalation_id
        left join staff_member s on s.id = m.staff_id
        left join enrolment e on e.id = m.enrolment_id and m.escalation_id is null
        left join patient p on p.id = m.patient_id and m.escalation_id is null
        left join check_in k on k.id = m.check_in_id
        left join appointment a on a.id = m.appointment_id
        left join pathway_version v on v.pathway_id = e.pathway_id and v.version = e.pathway_version
        left join lateral (select ${spokenLanguage} as language) spoken on p.id is not null
    ), withheld as (
      update message set state = 'withheld', reason = judged.reason, lease_until = null, changed_at = clock_timestamp()
      from judged where message.id = judged.id and judged.reason is not null
    ), waiting as (
      update message set state = 'planned', due_at = judged.wait_until, first_due_at = coalesce(first_due_at, due_at),
        lease_until = null, changed_at = clock_timestamp()
      from judged where message.id = judged.id and judged.reason is null and judged.wait_until is not null
    ), begun as (
      update message set state = 'attempting', attempts = attempts + 1, attempt_id = uuidv7(), changed_at = clock_timestamp(),
        lease_until = clock_timestamp() + ${leaseSeconds} * interval '1 second'
      from judged where message.id = judged.id and judged.reason is null and judged.wait_until is null
      returning message.*
    ), attempt as (
      insert into message_attempt (id, message_id, started_at, data_begun, language, safety_net_version, settings_version)
      select attempt_id, id, clock_timestamp(), false, case when given_name is not null then language end,
        case when given_name is not null then texts -> 'safetyNet' ->> 'version' end,
        case when given_name is not null then settings_version end
      from begun join judged using (id)
    ), link as (
      insert into link (code_hash, check_in_id, appointment_id, problem_report_id, message_id)
      select made.hash, begun.check_in_id, begun.appointment_id, begun.problem_report_id, begun.id
      from begun join unnest(${[...codes.keys()]}::uuid[], ${hashes}::bytea[]) as made(id, hash) using (id)
      where num_nonnulls(begun.check_in_id, begun.appointment_id, begun.problem_report_id) = 1
    )
    select begun.attempt_id, begun.attempts, begun.channel, begun.template, begun.role, begun.escalation_id, judged.*
    from begun join judged using (id) order by begun.due_at, begun.id`.execute(tx);
  return rows.map((row) => toHandover(row, codes.get(row.id) ?? ''));
}

/**
 * Directly before the first byte of their text leaves: from here on nobody knows whether it arrived. Returns the attempts
 * that may go on; one that was given up meanwhile must not, because its message may be on its way again, and neither must
 * one whose address turned out to be somebody else's.
 */
export async function beginData(tx: Tx, attemptIds: string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`update message_attempt a set data_begun = true
    from message m where a.id = any(${attemptIds}::uuid[]) and a.outcome is null and m.id = a.message_id and m.void_since is null
    returning a.id`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** Settings that do not say when somebody is in keep no mail from leaving. */
const NO_HOURS = { staffedHours: [], holidays: [] };

function toHandover(row: Row, linkCode: string): Handover {
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
  };
}

const toPatient = (row: Row, linkCode: string) => ({
  givenName: row.given_name ?? '',
  pathwayId: row.pathway_id,
  pathwayVersion: row.pathway_version,
  timeZone: row.patient_zone,
  linkCode,
  clinicHours: row.numbers.staffedHours,
  safetyNet: row.texts === null ? [] : netLines(row.numbers, row.texts, row.patient_zone),
});

const checkInMail = (row: Row, linkCode: string): NonNullable<Handover['checkIn']> => ({
  ...toPatient(row, linkCode),
  closesAt: row.closes_at,
  today: row.same_day,
  opened: { ...row.opened, isWatched: isInItem9Window({ ...NO_HOURS, ...row.numbers }, row.now) },
});
