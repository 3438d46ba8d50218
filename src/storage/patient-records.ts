import { sql } from 'kysely';
import { DomainError } from '../domain/error';
import { personFields, type PersonField } from '../domain/event';
import type { Instant, LocalDate } from '../domain/time';
import type { Tx } from './connection';
import type { PatientDetails } from './patients';

// Who is who: one record for each person. Compared is what the columns …_key hold; what was typed stays as it is.

export type FoundPatient = { id: string; isNew: boolean; diedOn: LocalDate | null };

/** A record that may be of the same person. No name: whoever asks may open it. */
export type Alike = {
  patientId: string;
  reference: string;
  matched: ('name-and-birth-date' | 'telephone' | 'mail-address')[];
};

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
  const candidates = (await alikeTo(tx, clinicId, details)).filter(({ patientId }) => !notSameAs.includes(patientId));
  if (candidates.length > 0) {
    throw new DomainError(
      'possible-duplicate',
      'Somebody with the same name and birth date, telephone number or mail address is known already. If it is the same person, enrol by the reference of that record; if not, send the same again with "notSameAs" and the ids of the candidates.',
      { candidates },
    );
  }
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

/** Two who enrol the same person at once, each by a reference of their own, come one after the other. */
async function lockLikeness(tx: Tx, clinicId: string, details: PatientDetails): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(key) from (
      select distinct hashtextextended(${clinicId} || '/' || what, 0) as key from unnest(array[
        'reference/' || fold_key(${details.reference}),
        'name/' || name_key(${details.familyName}, ${details.givenName}) || '/' || ${details.bornOn}::text,
        'mail/' || fold_key(${details.email ?? null}), 'phone/' || right(phone_key(${details.phone ?? null}), 7)]) as what
      where what is not null order by 1) keys`.execute(tx);
}

async function alikeTo(tx: Tx, clinicId: string, details: PatientDetails): Promise<Alike[]> {
  const { rows } = await sql<Alike>`
    with typed as (
      select name_key(${details.familyName}, ${details.givenName}) as name, ${details.bornOn}::date as born,
        fold_key(${details.email ?? null}) as email, phone_key(${details.phone ?? null}) as phone
    ), known as (
      select p.*, p.name_key = typed.name and p.born_on = typed.born as by_name, p.email_key = typed.email as by_email,
        -- With and without the code of the country.
        right(p.phone_key, least(length(typed.phone), length(p.phone_key)))
          = right(typed.phone, least(length(typed.phone), length(p.phone_key)))
          and abs(length(typed.phone) - length(p.phone_key)) <= 3 as by_phone
      from patient p, typed where p.clinic_id = ${clinicId} and not p.hidden and p.merged_into is null
        and (p.name_key = typed.name and p.born_on = typed.born or p.email_key = typed.email
          or right(p.phone_key, 7) = right(typed.phone, 7))
    )
    select id as "patientId", reference, array_remove(array[case when by_name then 'name-and-birth-date' end,
      case when by_phone then 'telephone' end, case when by_email then 'mail-address' end], null) as matched
    from known where by_name or by_email or by_phone order by id limit 20`.execute(tx);
  return rows;
}

/** Keeps that these are different people, and who said so. Ids of other clinics, or of nobody, are refused. */
export async function recordNotSame(
  tx: Tx,
  clinicId: string,
  patientId: string,
  notSameAs: readonly string[],
  { by, at }: { by: string; at: Instant },
): Promise<void> {
  if (notSameAs.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    insert into not_same_person (patient_id, other_id, recorded_by, recorded_at)
    select ${patientId}, id, ${by}, ${new Date(at)} from patient
    where clinic_id = ${clinicId} and not hidden and id = any(${notSameAs}::uuid[]) and id <> ${patientId}
    on conflict (patient_id, other_id) do update set recorded_at = not_same_person.recorded_at
    returning other_id as id`.execute(tx);
  const unknown = new Set(notSameAs);
  for (const { id } of rows) unknown.delete(id);
  if (unknown.size === 0) return;
  const message = 'There is no such other patient in this clinic: give the ids that the answer before named.';
  throw new DomainError('invalid', 'Nothing was changed. Please correct: notSameAs.', {
    errors: [{ field: 'notSameAs', message }],
  });
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
  { reason, by, at }: { reason: string; by: string; at: Instant },
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
      where check_in_id in (select id from check_in where patient_id = ${patientId})`.execute(tx);
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
  };
}

/**
 * A re-referral brings the ways to the patient of today; what it leaves out stays. Who the patient is, is changed by
 * patient.corrected alone. A new address is not the one that bounced.
 */
export async function updateDetails(
  tx: Tx,
  patientId: string,
  details: PatientDetails,
): Promise<{ newAddress: boolean }> {
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
