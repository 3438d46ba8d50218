import { type RawBuilder, sql } from 'kysely';
import type { Answers } from '../../domain/instrument/types';
import type { KnownFlag } from '../../domain/instrument/left-blank';
import type { ClinicSettings } from '../../domain/words/clinic';
import type { SaidOfProblem } from '../../domain/words/choices';
import type { Instant } from '../../domain/words/time';
import type { PatientSession } from '../check-in/check-ins';
import { calledBy } from '../tx/fragments';
import type { Tx } from '../tx/connection';
import { spokenLanguage } from './speech';

/** Who reports a problem, in which enrolment, and how the pages speak; read in one statement. */
export type Reporter = {
  clinicId: string;
  patientId: string;
  givenName: string;
  /** The one of the link; where that has ended, the patient's newest that has not. */
  enrolmentId: string;
  /** There is none that has not ended. */
  hasEnded: boolean;
  hasDied: boolean;
  pathway: { id: string; version: number };
  known: KnownFlag[];
  language: string;
  timeZone: string;
  settings: ClinicSettings;
  now: Instant;
};

export type ReportFoundBy = { linkHash: Buffer } | PatientSession;

/** By any link of a mail, however old, or by the session of a check-in. Null for what is neither. */
export async function readReporter(tx: Tx, by: ReportFoundBy): Promise<Reporter | null> {
  const { rows } = await sql<Reporter>`
    select e.clinic_id as "clinicId", p.id as "patientId", ${calledBy} as "givenName", e.id as "enrolmentId",
      e.status = 'ended' as "hasEnded", p.died_on is not null as "hasDied",
      jsonb_build_object('id', e.pathway_id, 'version', e.pathway_version) as pathway,
      case jsonb_typeof(e.snapshot #> '{history,known}') when 'array' then e.snapshot #> '{history,known}' else '[]' end as known,
      ${spokenLanguage} as language, p.time_zone as "timeZone", clinic.settings, clinic_now(e.clinic_id) as now
    from (${enrolmentOf(by)}) found
      join enrolment linked on linked.id = found.id
      join patient p on p.id = linked.patient_id
      cross join lateral (select * from enrolment other where other.patient_id = p.id
        order by other.status = 'ended', other.id = linked.id desc, other.created_at desc, other.id desc limit 1) e
      join clinic on clinic.id = e.clinic_id
      join pathway_version v on v.pathway_id = e.pathway_id and v.version = e.pathway_version`.execute(tx);
  return rows[0] ?? null;
}

const enrolmentOf = (by: ReportFoundBy) =>
  'linkHash' in by
    ? sql`select coalesce(c.enrolment_id, a.enrolment_id, r.enrolment_id) as id from link l
        left join check_in c on c.id = l.check_in_id left join appointment a on a.id = l.appointment_id
        left join problem_report r on r.id = l.problem_report_id
        where l.code_hash = ${by.linkHash} and l.revoked_at is null`
    : sql`select c.enrolment_id as id from patient_session s join check_in c on c.id = s.check_in_id
        where s.token_hash = ${by.tokenHash} and s.check_in_id = ${by.checkInId} and s.expires_at > clock_timestamp()`;

/** A report: begun with the safety questions, and sent with what is wrong. */
export type Report = {
  id: string;
  form: string;
  answers: Answers;
  /** An answer to the safety questions woke somebody. */
  woken: boolean;
  formVersion: string;
  sentAt: Instant | null;
  /** Null until it is sent. */
  about: string | null;
  since: string | null;
  severity: number | null;
  wait: string | null;
  text: string | null;
  readBy: Instant | null;
};

const columns = sql`id, form, form_version as "formVersion", answers, woken, sent_at as "sentAt", about, since, severity, wait,
  (select t.text from patient_text t where t.id = text_id) as text, read_by as "readBy"`;

/** One of this patient; null for anybody else's. */
export async function findReport(tx: Tx, patientId: string, id: string): Promise<Report | null> {
  const { rows } = await sql<Report>`
    select ${columns} from problem_report where id = ${id} and patient_id = ${patientId}`.execute(tx);
  return rows[0] ?? null;
}

/** The report that a mail answered; null for a link of another kind. */
export async function reportOfLink(tx: Tx, linkHash: Buffer): Promise<Report | null> {
  const { rows } = await sql<Report>`
    select ${columns} from problem_report
    where id = (select problem_report_id from link where code_hash = ${linkHash} and revoked_at is null)`.execute(tx);
  return rows[0] ?? null;
}

export type Begun = { id: string; form: string; formVersion: string; answers: Answers; woken: boolean };

/** Keeps the answers to the safety questions; given again they stand in their place, until the report is sent. */
export async function keepSafety(tx: Tx, reporter: Reporter, begun: Begun): Promise<void> {
  const { clinicId, patientId, enrolmentId, now } = reporter;
  await sql`
    insert into problem_report (id, clinic_id, patient_id, enrolment_id, started_at, form, form_version, answers, woken)
    values (${begun.id}, ${clinicId}, ${patientId}, ${enrolmentId}, ${new Date(now)}, ${begun.form}, ${begun.formVersion},
      ${JSON.stringify(begun.answers)}, ${begun.woken})
    on conflict (id) do update set answers = excluded.answers, woken = problem_report.woken or excluded.woken
      where problem_report.patient_id = excluded.patient_id and problem_report.sent_at is null`.execute(tx);
}

/** How many of this patient's reports were sent from that instant on. */
export async function sentSince(tx: Tx, patientId: string, since: Instant): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from problem_report where patient_id = ${patientId} and sent_at >= ${new Date(since)}`.execute(
    tx,
  );
  return rows[0]?.n ?? 0;
}

export type Sent = SaidOfProblem & {
  id: string;
  eventId: string;
  taskAbout: string | null;
  readBy: Instant | null;
  at: Instant;
};

/**
 * The report is what its fact says; its text stands where the fact put it. With it goes the one mail that answers it: what
 * must not leave (no consent, paused, dead) the ledger keeps back when its time comes.
 */
export async function markReportSent(tx: Tx, reporter: Reporter, sent: Sent): Promise<void> {
  const at = new Date(sent.at);
  await sql`
    update problem_report r set sent_at = ${at}, enrolment_id = f.enrolment_id, about = ${sent.about}, since = ${sent.since},
      severity = ${sent.severity}, wait = ${sent.wait}, text_id = (f.data ->> 'said')::uuid, task_about = ${sent.taskAbout},
      read_by = ${sent.readBy === null ? null : new Date(sent.readBy)}
    from event f where r.id = ${sent.id} and f.id = ${sent.eventId}`.execute(tx);
  await sql`
    update escalation_signal s set problem_report_id = ${sent.id} from event f
    where f.id = ${sent.eventId} and starts_with(s.key, f.enrolment_id || '/fact/' || f.seq || '/')`.execute(tx);
  const { clinicId, patientId, enrolmentId } = reporter;
  await sql`
    insert into message (clinic_id, key, lane, channel, template, role, enrolment_id, patient_id, problem_report_id, params,
      due_at, expires_at, created_at)
    values (${clinicId}, ${`${enrolmentId}/report/${sent.id}/received`}, 'bulk', 'mail', 'problem-report', 'received',
      ${enrolmentId}, ${patientId}, ${sent.id}, ${JSON.stringify({ sameDay: true, readBy: sent.readBy })}, ${at},
      ${at}::timestamptz + interval '1 day', ${at})
    on conflict (clinic_id, key) do nothing`.execute(tx);
}

/** As staff read it, with the words of the patient: null where none were written, or they were erased. */
export type ReportRow = SaidOfProblem & { id: string; at: Instant; text: string | null; safetySkipped: boolean };

/** The sent ones among reports `r`, oldest first, as JSON. */
export const reportsWhere = (which: RawBuilder<unknown>) => sql<
  ReportRow[]
>`(select coalesce(jsonb_agg(jsonb_build_object(
    'id', r.id, 'at', (extract(epoch from r.sent_at) * 1000)::bigint, 'about', r.about, 'since', r.since,
    'severity', r.severity, 'wait', r.wait, 'text', (select t.text from patient_text t where t.id = r.text_id),
    'safetySkipped', exists (select from jsonb_each(r.answers) each where each.value = 'null'::jsonb)) order by r.sent_at, r.id), '[]')
  from problem_report r where r.sent_at is not null and ${which})`;
