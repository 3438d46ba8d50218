import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { ClinicSettings } from '../../domain/words/clinic';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { type CheckInView, type PatientSession, readCheckIn } from './check-ins';
import { plannedOnce, sentAhead } from '../tx/planned-once';

// Crockford's base 32: no I, L, O, U, so that a code can be read out and typed. 28 characters carry 140 bits.
// Groups rather than base64url: a link that ends in "-" or "_" loses its end in many mail programs.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 28;
const READ_AS: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/** What a mail carries: `7KQ4-XM2P-…`, seven groups of four. Only its hash is kept. */
export function createLinkCode(): string {
  const letters = Array.from(randomBytes(LENGTH), (byte) => ALPHABET.charAt(byte & 31)).join('');
  return letters.replace(/.{4}(?=.)/g, '$&-');
}

/** The hash a code is found by; case, look-alike letters and whatever a mail program put between or behind do not matter. */
export function linkCodeHash(code: string): Buffer {
  const plain = code
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/[OIL]/g, (letter) => READ_AS[letter] ?? letter);
  return createHash('sha256').update(plain).digest();
}

/** Day and month as typed; the year is not asked, because the sheet beside the telephone often shows it. */
export type Birthday = { day: number; month: number };

const TRIES = 5;

/**
 * Whether the person who holds the link knows the birthday. The link's row is locked while it is counted, so that
 * parallel guesses are counted too. While locked even the right day is refused, in the same words.
 */
export async function birthdayMatches(tx: Tx, codeHash: Buffer, typed: Birthday): Promise<boolean> {
  const { rows } = await sql<{ matches: boolean; locked: boolean; tries: number }>`
    select coalesce(l.locked_until > clock_timestamp(), false) as locked,
      case when l.locked_until <= clock_timestamp() then 0 else l.wrong_tries end as tries,
      extract(day from p.born_on) = ${typed.day} and extract(month from p.born_on) = ${typed.month} as matches
    from link l left join check_in c on c.id = l.check_in_id left join appointment a on a.id = l.appointment_id
      left join enrolment e on e.id = a.enrolment_id join patient p on p.id = coalesce(c.patient_id, e.patient_id)
    where l.code_hash = ${codeHash} and l.revoked_at is null for update of l`.execute(tx);
  const link = rows[0];
  if (link === undefined || link.locked) return false;
  const tries = link.matches ? 0 : link.tries + 1;
  await sql`
    update link set wrong_tries = ${tries},
      locked_until = case when ${tries} >= ${TRIES}::int then clock_timestamp() + interval '1 hour' end
    where code_hash = ${codeHash}`.execute(tx);
  return link.matches;
}

/**
 * What was sent about these check-ins went to an address that is not the patient's, or no longer. The links open nothing any
 * more and what they opened is closed; where there is still time to answer, what was sent asked nobody, and what was about
 * to leave stays. The step that follows asks anew. `voidSince`: from when on it counts as never sent.
 */
export async function disownMail(
  tx: Tx,
  about: { patientId: string } | { checkInId: string } | { enrolmentIds: string[] },
  { at, voidSince = at }: { at: Instant; voidSince?: Instant },
): Promise<void> {
  const checkIns = checkInsOf(about);
  // First: a hand-over that has just begun is waited for, and the next statement sees the link it made.
  await sql`update message m set changed_at = clock_timestamp(), reason = 'new-address',
      void_since = case when m.attempts > 0 then ${new Date(voidSince)}::timestamptz end,
      state = case when m.state in ('planned', 'claimed') then 'superseded' else m.state end,
      lease_until = case when m.state = 'attempting' then m.lease_until end
    from check_in c where m.check_in_id = c.id and c.id in (select id from check_in where ${checkIns})
      and m.lane = 'bulk' and m.void_since is null and c.opens_at <= ${new Date(at)} and c.closes_at > ${new Date(voidSince)}
      and c.sent_at is null and m.state in ('planned', 'claimed', 'attempting', 'accepted', 'ambiguous')`.execute(tx);
  // Whoever presses Start at this moment is waited for, and the next statement sees the session.
  await sql`update link set revoked_at = ${new Date(at)}
    where revoked_at is null and check_in_id in (select id from check_in where ${checkIns})`.execute(tx);
  await sql`update patient_session set expires_at = least(expires_at, clock_timestamp())
    where check_in_id in (select id from check_in where ${checkIns})`.execute(tx);
  if (!('checkInId' in about)) await disownBesides(tx, about, at);
}

/** What was said of appointments, of which who is told next learns all, and the answers to what was reported. */
async function disownBesides(
  tx: Tx,
  about: { patientId: string } | { enrolmentIds: string[] },
  at: Instant,
): Promise<void> {
  const which =
    'patientId' in about ? sql`e.patient_id = ${about.patientId}` : sql`e.id = any(${about.enrolmentIds}::uuid[])`;
  const ids = sql`(select a.id from appointment a join enrolment e on e.id = a.enrolment_id where ${which})`;
  await sql`update link set revoked_at = ${new Date(at)} where revoked_at is null and appointment_id in ${ids}`.execute(
    tx,
  );
  await sql`update patient_session set expires_at = least(expires_at, clock_timestamp()) where appointment_id in ${ids}`.execute(
    tx,
  );
  await sql`update link set revoked_at = ${new Date(at)} where revoked_at is null and problem_report_id in (
    select r.id from problem_report r join enrolment e on e.id = r.enrolment_id where ${which})`.execute(tx);
}

function checkInsOf(about: Parameters<typeof disownMail>[1]) {
  if ('patientId' in about) return sql`check_in.patient_id = ${about.patientId}`;
  if ('checkInId' in about) return sql`check_in.id = ${about.checkInId}`;
  return sql`check_in.enrolment_id = any(${about.enrolmentIds}::uuid[])`;
}

/** Whose telephone to show to somebody whose link says nothing: known only where one clinic lives in the store. */
export async function onlyClinic(tx: Tx): Promise<ClinicSettings | null> {
  const rows = await tx.selectFrom('clinic').select('settings').limit(2).execute();
  return rows.length === 1 ? (rows[0]?.settings ?? null) : null;
}

/**
 * A session answers one check-in, or is for one appointment. It lives by the wall clock: the demonstration clock must not throw a patient out. False
 * where the link was revoked in this very moment: whoever revokes waits for the link's row, or is waited for.
 */
export async function startPatientSession(
  tx: Tx,
  session: { tokenHash: Buffer; linkHash: Buffer; hours: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into patient_session (token_hash, check_in_id, appointment_id, started_at, expires_at)
    select ${session.tokenHash}, check_in_id, appointment_id, clock_timestamp(), clock_timestamp() + ${session.hours} * interval '1 hour'
    from link where code_hash = ${session.linkHash} and revoked_at is null for share`.execute(tx);
  return numAffectedRows === 1n;
}

/**
 * Locks the patient of a session, then reads the check-in that it answers: how every save begins. Two statements, because
 * the lock may have waited and would show the check-in as it was before the wait; in one go, because the second does not
 * need what the first one says.
 */
export async function lockCheckInOfSession(tx: Tx, session: PatientSession): Promise<CheckInView | null> {
  await sql`
    select from patient_session s
      join check_in c on c.id = s.check_in_id join patient p on p.id = c.patient_id
    where s.token_hash = ${session.tokenHash} and s.check_in_id = ${session.checkInId} and s.expires_at > clock_timestamp()
    for no key update of p ${sentAhead} ${plannedOnce}`.execute(tx);
  return readCheckIn(tx, session, session.tokenHash);
}

/** One wording of a static text: `safety-net`, or the id of a help page. */
type ShownText = { text: string; version: string; language: string };
type To = { clinicId: string; patientId: string } & ({ checkInId: string } | { reportId: string });

/** Who saw which wording, and by which settings of the clinic. Never changed afterwards. */
export async function recordShown(
  tx: Tx,
  to: To,
  when: { settingsVersion: number; at: Instant },
  texts: ShownText[],
): Promise<void> {
  if (texts.length === 0) return;
  await sql`
    insert into text_shown (clinic_id, patient_id, check_in_id, problem_report_id, text, version, language, settings_version, shown_at)
    select ${to.clinicId}, ${to.patientId}, ${'checkInId' in to ? to.checkInId : null}, ${'reportId' in to ? to.reportId : null}, t.text, t.version, t.language, ${when.settingsVersion},
      ${new Date(when.at)}
    from jsonb_to_recordset(${JSON.stringify(texts)}) as t(text text, version text, language text)`.execute(tx);
}
