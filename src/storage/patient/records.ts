import { sql } from 'kysely';
import { DomainError } from '../../domain/words/error';
import { personFields, type PersonField } from '../../domain/words/choices';
import type { LocalDate } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { lockLikeness, refuseAlike, refuseLikeAnother, type SaidNotSame } from './likeness';
import type { PatientDetails } from './patients';

// Who is who: one record for each person. Compared is what the columns …_key hold; what was typed stays as it is.

export type FoundPatient = { id: string; isNew: boolean; diedOn: LocalDate | null };

/**
 * Finds the patient with this reference, however it was typed, or makes the record, and keeps it locked: fifty at once find
 * one. Somebody new who is like somebody known is refused, until it is said that they are two people (`notSameAs`).
 */
export async function findOrCreatePatient(
  tx: Tx,
  clinicId: string,
  details: PatientDetails,
  notSameAs: readonly string[] = [],
): Promise<FoundPatient> {
  const known = await lockByReference(tx, clinicId, details);
  if (known) return known;
  await lockLikeness(tx, clinicId, details);
  // Again: whoever held the lock before may have made the very record.
  const meanwhile = await lockByReference(tx, clinicId, details);
  if (meanwhile) return meanwhile;
  await refuseAlike(tx, clinicId, details, { notSameAs });
  const { id } = await tx
    .insertInto('patient')
    .values({ clinic_id: clinicId, ...columnsOf(details) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, isNew: true, diedOn: null };
}

/** A reference that belongs to somebody else is a mistake that only a person can clear up. */
async function lockByReference(tx: Tx, clinicId: string, details: PatientDetails): Promise<FoundPatient | null> {
  for (;;) {
    // A record that was merged leads to the one that was kept. Of old records with one reference, the one typed just so.
    const { rows: named } = await sql<{ id: string }>`
      select coalesce(merged_into, id) as id from patient
      where clinic_id = ${clinicId} and reference_key = fold_key(${details.reference})
      order by (reference = ${details.reference}) desc, reference_twin, id limit 1`.execute(tx);
    const [found] = named;
    if (found === undefined) return null;
    const { rows } = await sql<{ diedOn: LocalDate | null; gone: boolean; isSame: boolean }>`
      select p.died_on as "diedOn", p.merged_into is not null as gone, exists (
        select from patient r where (r.id = p.id or r.merged_into = p.id)
          and r.born_on = ${details.bornOn} and fold_key(r.family_name) = fold_key(${details.familyName})) as "isSame"
      from patient p where p.id = ${found.id} for no key update of p`.execute(tx);
    const [row] = rows;
    if (row === undefined || row.gone) continue;
    if (row.isSame) return { id: found.id, isNew: false, diedOn: row.diedOn };
    throw new DomainError(
      'duplicate',
      'This reference belongs to a patient with another birth date or family name: check the reference, and correct whichever is wrong (patient.corrected).',
    );
  }
}

export type PersonChange = { [field in PersonField]?: string | undefined };

/**
 * Mends a typing error under the patient's lock, and keeps what stood there before, and who said so. Returns the fields that
 * are another now. A corrected birth date gives links that were locked by wrong tries their tries back.
 */
export async function correctPerson(
  tx: Tx,
  patientId: string,
  change: PersonChange,
  { reason, by, at, notSameAs }: { reason: string } & SaidNotSame,
): Promise<PersonField[]> {
  const before = await tx
    .selectFrom('patient')
    .select(['clinic_id', 'family_name as familyName', 'given_name as givenName', 'born_on as bornOn', 'reference'])
    .where('id', '=', patientId)
    .executeTakeFirstOrThrow();
  const fields = personFields.filter((field) => change[field] !== undefined && change[field] !== before[field]);
  if (fields.length === 0) throw new DomainError('not-possible-now', 'This is what the record says already.');
  const only = (values: PersonChange) => JSON.stringify(Object.fromEntries(fields.map((name) => [name, values[name]])));
  const after = { ...before, ...Object.fromEntries(fields.map((field) => [field, change[field] ?? before[field]])) };
  if (fields.includes('reference')) await refuseTakenReference(tx, before.clinic_id, patientId, after.reference);
  const { familyName, givenName, bornOn } = after;
  await refuseLikeAnother(tx, patientId, { familyName, givenName, bornOn }, { by, at, notSameAs });
  await tx
    .updateTable('patient')
    .set({
      family_name: after.familyName,
      given_name: after.givenName,
      born_on: after.bornOn,
      reference: after.reference,
      ...(fields.includes('reference') ? { reference_twin: false } : {}),
    })
    .where('id', '=', patientId)
    .execute();
  await sql`insert into patient_correction (clinic_id, patient_id, before, after, reason, recorded_by, recorded_at)
    values (${before.clinic_id}, ${patientId}, ${only(before)}, ${only(after)}, ${reason}, ${by}, ${new Date(at)})`.execute(
    tx,
  );
  if (fields.includes('bornOn')) {
    await sql`update link set wrong_tries = 0, locked_until = null
      where check_in_id in (select id from check_in where patient_id = ${patientId})
        or appointment_id in (select a.id from appointment a join enrolment e on e.id = a.enrolment_id
          where e.patient_id = ${patientId})`.execute(tx);
  }
  return fields;
}

async function refuseTakenReference(tx: Tx, clinicId: string, patientId: string, reference: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${clinicId} || '/reference/' || fold_key(${reference}), 0))`.execute(
    tx,
  );
  const { rows } = await sql<{ id: string }>`select id from patient
    where clinic_id = ${clinicId} and reference_key = fold_key(${reference}) and id <> ${patientId} limit 1`.execute(
    tx,
  );
  const [other] = rows;
  if (other === undefined) return;
  throw new DomainError(
    'duplicate',
    'Another record of this clinic has this reference: give another one, or merge the two (patient.merged) if they are one person.',
    { patientId: other.id },
  );
}

function columnsOf(details: PatientDetails) {
  return {
    reference: details.reference,
    family_name: details.familyName,
    given_name: details.givenName,
    born_on: details.bornOn,
    ...waysTo(details),
  };
}

function waysTo(details: PatientDetails) {
  const json = (value: object | undefined) => (value === undefined ? null : JSON.stringify(value));
  return {
    time_zone: details.timeZone,
    language: details.language,
    preferred_time: details.preferredTime,
    email: details.email ?? null,
    phone: details.phone ?? null,
    address: details.address ?? null,
    emergency_contact: json(details.emergencyContact),
    gp: json(details.gp),
    access: json(details.access),
    preferred_name: details.preferredName ?? null,
    best_time: details.bestTime ?? null,
    phone_kind: details.phoneKind ?? null,
    ...(details.otherPhones && { other_phones: JSON.stringify(details.otherPhones) }),
  };
}

/**
 * A re-referral brings the ways to the patient of today; what it leaves out stays. Who the patient is, is changed by
 * patient.corrected alone. A new address is not the one that bounced.
 */
export async function updateDetails(
  tx: Tx,
  { clinicId, patientId }: { clinicId: string; patientId: string },
  details: PatientDetails,
  notSameAs: readonly string[] = [],
): Promise<{ newAddress: boolean }> {
  const ways = { email: details.email, phone: details.phone };
  await lockLikeness(tx, clinicId, ways);
  await refuseAlike(tx, clinicId, ways, { self: patientId, notSameAs });
  const given = Object.fromEntries(Object.entries(waysTo(details)).filter(([, value]) => value !== null));
  const email = details.email ?? null;
  const { rows } = await sql<{ isNew: boolean }>`
    select ${email}::text is not null and email_key is distinct from fold_key(${email}) as "isNew"
    from patient where id = ${patientId}`.execute(tx);
  const newAddress = rows[0]?.isNew === true;
  await tx
    .updateTable('patient')
    .set({ ...given, ...(newAddress ? { email_bounced_at: null } : {}) })
    .where('id', '=', patientId)
    .execute();
  return { newAddress };
}
