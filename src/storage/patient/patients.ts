import { sql } from 'kysely';
import type { PhoneKind } from '../../domain/facts/contact';
import type { Reach } from '../../domain/words/event';
import type { Instant, LocalDate, LocalTime } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { refuseLikeAnother, type SaidNotSame } from './likeness';
import { mailConsentOf } from '../tx/fragments';
import { defined } from '../../domain/words/defined';

export type EmergencyContact = { name: string; phone: string; relation: string; mayDiscuss: boolean };
export type GeneralPractitioner = { name: string; practice?: string; email?: string };
export type Access = { interpreter?: string | boolean; helper?: string | boolean; largePrint?: boolean };

export type OtherPhone = { number: string; kind: PhoneKind };

export type PatientDetails = {
  reference: string;
  familyName: string;
  givenName: string;
  bornOn: LocalDate;
  timeZone: string;
  language: string;
  preferredTime: LocalTime;
  email?: string;
  phone?: string;
  address?: string;
  emergencyContact?: EmergencyContact;
  gp?: GeneralPractitioner;
  access?: Access;
  preferredName?: string;
  bestTime?: string;
  phoneKind?: PhoneKind;
  otherPhones?: OtherPhone[];
};

/** Fields of the way to a patient; what is left out stays, null takes it away. */
export type ContactChange = {
  email?: string | null;
  phone?: string | null;
  address?: string | null;
  timeZone?: string;
  preferredTime?: LocalTime;
  language?: string;
  preferredName?: string | null;
  bestTime?: string | null;
  phoneKind?: PhoneKind | null;
  otherPhones?: OtherPhone[];
  emergencyContact?: EmergencyContact | null;
  gp?: GeneralPractitioner | null;
  access?: Access | null;
};

/**
 * `newAddress`: what was sent before went elsewhere, or came back. Whoever gives the very address that came back says that
 * it works now.
 */
export async function changeContact(
  tx: Tx,
  patientId: string,
  change: ContactChange,
  said: SaidNotSame,
): Promise<{ newAddress: boolean }> {
  await refuseLikeAnother(tx, patientId, { email: change.email, phone: change.phone }, said);
  const newAddress = change.email !== undefined && (await isNewAddress(tx, patientId, change.email, true));
  const columns = defined({
    email: change.email,
    email_bounced_at: change.email === undefined ? undefined : null,
    phone: change.phone,
    address: change.address,
    time_zone: change.timeZone,
    preferred_time: change.preferredTime,
    language: change.language,
    preferred_name: change.preferredName,
    best_time: change.bestTime,
    phone_kind: change.phoneKind,
    other_phones: change.otherPhones && JSON.stringify(change.otherPhones),
    emergency_contact: asJson(change.emergencyContact),
    gp: asJson(change.gp),
    access: asJson(change.access),
  });
  if (Object.keys(columns).length > 0) {
    await tx.updateTable('patient').set(columns).where('id', '=', patientId).execute();
  }
  return { newAddress };
}

/** What is left out stays left out, and null stays null. */
const asJson = (value: object | null | undefined): string | null | undefined =>
  value == null ? value : JSON.stringify(value);

async function isNewAddress(tx: Tx, patientId: string, email: string | null, confirmed: boolean): Promise<boolean> {
  const { rows } = await sql<{ isNew: boolean }>`
    select email_key is distinct from fold_key(${email}) or (${confirmed} and email_bounced_at is not null) as "isNew"
    from patient where id = ${patientId}`.execute(tx);
  return rows[0]?.isNew === true;
}

/** null: it was recorded by mistake. */
export async function recordDeath(tx: Tx, patientId: string, diedOn: LocalDate | null): Promise<void> {
  await tx.updateTable('patient').set({ died_on: diedOn }).where('id', '=', patientId).execute();
}

export type ConsentRecord = {
  given: boolean;
  givenOn: LocalDate;
  at: Instant;
  by: string;
  /** The fact of the person it came with. */
  sharedFact?: string;
};

/** Consent is never overwritten: the newest row is in force. */
export async function recordConsent(tx: Tx, patientId: string, consent: ConsentRecord): Promise<void> {
  await tx
    .insertInto('consent')
    .values({
      patient_id: patientId,
      channel: 'email',
      given: consent.given,
      given_on: consent.givenOn,
      recorded_at: new Date(consent.at),
      recorded_by: consent.by,
      shared_fact: consent.sharedFact,
    })
    .execute();
}

/** Puts the consent before a retracted one in force again: a new row with what that one said. */
export async function restoreConsent(
  tx: Tx,
  patientId: string,
  retracted: string,
  { at, by }: { at: Instant; by: string },
): Promise<void> {
  await sql`insert into consent (patient_id, channel, given, given_on, recorded_at, recorded_by, shared_fact)
    select patient_id, channel, given, given_on, ${new Date(at)}, ${by}, shared_fact from consent
    where patient_id = ${patientId} and channel = 'email' and (shared_fact is null or shared_fact not in (
      select v.shared_fact from event v join event r on r.enrolment_id = v.enrolment_id and r.type = 'event.retracted'
        and r.data ->> 'event' = v.id::text and not r.data ? 'replacement'
      where v.shared_fact is not null and v.enrolment_id in (select id from enrolment where patient_id = ${patientId})
      union select ${retracted}::uuid))
    order by recorded_at desc, id desc limit 1`.execute(tx);
}

/** The consent in force; null when it was never asked. */
export async function mailConsent(tx: Tx, patientId: string): Promise<boolean | null> {
  const { rows } = await sql<{ given: boolean | null }>`select ${mailConsentOf(sql`${patientId}`)} as given`.execute(
    tx,
  );
  return rows[0]?.given ?? null;
}

/** One patient of this clinic; null for one of another clinic, as for one that never was. */
export async function findPatient(
  tx: Tx,
  clinicId: string,
  id: string,
): Promise<{ id: string; diedOn: LocalDate | null; mergedInto: string | null } | null> {
  const row = await tx
    .selectFrom('patient')
    .select(['id', 'died_on', 'merged_into'])
    .where('id', '=', id)
    .where('clinic_id', '=', clinicId)
    .where('hidden', '=', false)
    .executeTakeFirst();
  return row ? { id: row.id, diedOn: row.died_on, mergedInto: row.merged_into } : null;
}

export async function bornOn(tx: Tx, patientId: string): Promise<LocalDate> {
  const row = await tx.selectFrom('patient').select('born_on').where('id', '=', patientId).executeTakeFirstOrThrow();
  return row.born_on;
}

/** What a decision may know of the ways to a patient: no address, no number. */
export async function reachOf(tx: Tx, patientId: string): Promise<Reach> {
  const row = await tx
    .selectFrom('patient')
    .select(['time_zone', 'preferred_time', 'language'])
    .select((eb) => [eb('email', 'is not', null).as('has_email'), eb('phone', 'is not', null).as('has_phone')])
    .where('id', '=', patientId)
    .executeTakeFirstOrThrow();
  return {
    timeZone: row.time_zone,
    preferredTime: row.preferred_time,
    language: row.language,
    hasEmail: Boolean(row.has_email),
    hasPhone: Boolean(row.has_phone),
  };
}
