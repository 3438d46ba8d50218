import { sql } from 'kysely';
import { type ClinicSettings, IF_WORSE } from '../../domain/words/clinic';
import type { KnownFlag } from '../../domain/instrument/left-blank';
import type { Instant } from '../../domain/words/time';
import { calledBy } from '../tx/fragments';
import type { Tx } from '../tx/connection';
import { plannedOnce } from '../tx/planned-once';
import { spokenLanguage } from '../patient/speech';

/** The newest revision of one item. `mine` = typed in the session that asks: only there is a value shown again. */
export type SavedAnswer = { instrument: string; item: string; revision: number; value: number | null; mine: boolean };

/** A check-in with everything that a patient's page or an item save needs to know, read in one statement. */
export type CheckInView = {
  id: string;
  key: string;
  ask: string[];
  /** Forms that are not shown here any more: nobody was there to read the answers, and another check-in asks them. */
  deferred: string[];
  clinicId: string;
  patientId: string;
  /** How the pages say whose they are. */
  givenName: string;
  enrolmentId: string;
  enrolmentStatus: string;
  pathway: { id: string; version: number };
  status: string;
  opensAt: Instant;
  closesAt: Instant;
  /** Somebody rings on the day it opens where no answer comes. */
  isForToday: boolean;
  /** When the patient pressed Send; null also for a form that was closed half-way. */
  sentAt: Instant | null;
  /** In which the patient is spoken to: see spoken-language.ts. */
  language: string;
  /** The patient's. */
  timeZone: string;
  settings: ClinicSettings;
  answers: SavedAnswer[];
  /** Help pages that this check-in has shown already, in the order in which they were first shown. */
  advised: string[];
  /** Signs a clinician has recorded as known for this patient, as far as the last step has taken them in. */
  known: KnownFlag[];
  /** Names of the scores that exist already. */
  scored: string[];
  /** Clinic time of this very statement. */
  now: Instant;
};

/** What a browser shows: the check-in its address names, and the cookie that was given out for that very check-in. */
export type PatientSession = { checkInId: string; tokenHash: Buffer };

type Found = { checkInId: string } | { linkHash: Buffer } | PatientSession;

/** `sessionHash` decides which answers count as typed here. */
export async function readCheckIn(tx: Tx, found: Found, sessionHash: Buffer | null): Promise<CheckInView | null> {
  const which = whichOf(found);
  const { rows } = await sql<CheckInView>`
    select c.id, c.key, c.ask, c.deferred, c.clinic_id as "clinicId", c.patient_id as "patientId", ${calledBy} as "givenName", c.enrolment_id as "enrolmentId",
      e.status as "enrolmentStatus", jsonb_build_object('id', e.pathway_id, 'version', e.pathway_version) as pathway,
      c.status, c.opens_at as "opensAt", c.closes_at as "closesAt", c.sent_at as "sentAt",
      exists (select from message m where m.check_in_id = c.id and m.params ->> 'sameDay' is not null) as "isForToday",
      ${spokenLanguage} as language, p.time_zone as "timeZone", clinic.settings,
      coalesce((select jsonb_agg(latest) from (
        select distinct on (a.instrument, a.item) a.instrument, a.item, a.revision, a.value,
          coalesce(a.saved_by = ${sessionHash}, false) as mine
        from answer a where a.check_in_id = c.id order by a.instrument, a.item, a.revision desc) latest), '[]') as answers,
      coalesce((select jsonb_agg(s.score) from score s where s.check_in_id = c.id), '[]') as scored,
      coalesce((select jsonb_agg(shown.text order by shown.first) from (
        select t.text, min(t.shown_at) as first from text_shown t
        where t.check_in_id = c.id and t.text not in ('safety-net', ${IF_WORSE}) group by t.text) shown), '[]') as advised,
      case jsonb_typeof(e.snapshot #> '{history,known}') when 'array' then e.snapshot #> '{history,known}' else '[]' end as known, clinic_now(c.clinic_id) as now
    from check_in c
      join enrolment e on e.id = c.enrolment_id
      join patient p on p.id = c.patient_id
      join clinic on clinic.id = c.clinic_id
      join pathway_version v on v.pathway_id = e.pathway_id and v.version = e.pathway_version
    where ${which} ${plannedOnce}`.execute(tx);
  return rows[0] ?? null;
}

function whichOf(found: Found) {
  if ('linkHash' in found)
    return sql`c.id = (select check_in_id from link where code_hash = ${found.linkHash} and revoked_at is null)`;
  if ('tokenHash' in found)
    return sql`c.id = (select check_in_id from patient_session where token_hash = ${found.tokenHash}
      and check_in_id = ${found.checkInId} and expires_at > clock_timestamp())`;
  return sql`c.id = ${found.checkInId}`;
}

/**
 * The patient pressed Send. A form sent in time is answered; a late one keeps the status it was closed with
 * (or will be closed with: the core has the last word about the window).
 */
export async function markSent(tx: Tx, checkInId: string, sent: { at: Instant; late: boolean }): Promise<void> {
  await sql`
    update check_in set sent_at = ${new Date(sent.at)},
      status = case when ${sent.late} then status else 'answered' end,
      closed_at = case when ${sent.late} then closed_at else ${new Date(sent.at)} end
    where id = ${checkInId} and sent_at is null`.execute(tx);
}

/** These forms are not shown here any more. Their pages that were shown before are taken all the same. */
export async function deferForms(tx: Tx, checkInId: string, forms: string[]): Promise<void> {
  await sql`update check_in set deferred = deferred || ${JSON.stringify(forms)}::jsonb where id = ${checkInId}`.execute(
    tx,
  );
}

/** The newest check-in of an enrolment that takes answers: one that is open, else one that closed less than `lateDays` ago. */
export async function answerableOf(
  tx: Tx,
  enrolmentId: string,
  lateDays: number,
): Promise<{ id: string; key: string; closesAt: Instant } | null> {
  const { rows } = await sql<{ id: string; key: string; closesAt: Instant }>`
    select c.id, c.key, c.closes_at as "closesAt" from check_in c join enrolment e on e.id = c.enrolment_id,
      clinic_now(c.clinic_id) now
    where c.enrolment_id = ${enrolmentId} and e.status <> 'ended' and c.sent_at is null
      and c.status not in ('answered', 'cancelled', 'superseded') and c.opens_at <= now
      and c.closes_at + ${lateDays} * interval '1 day' > now
    order by c.status = 'planned' and c.closes_at > now desc, c.opens_at desc limit 1`.execute(tx);
  return rows[0] ?? null;
}
