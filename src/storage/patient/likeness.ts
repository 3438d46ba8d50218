import { sql } from 'kysely';
import { DomainError } from '../../domain/words/error';
import type { Instant, LocalDate } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { person, type PersonRow } from './person';

// Whether two records may be of one person. Compared is what the columns …_key hold, and only within a clinic.

/** A record that may be of the same person. No name: whoever asks may open it. */
export type Alike = {
  patientId: string;
  reference: string;
  matched: ('name-and-birth-date' | 'telephone' | 'mail-address')[];
};

/** What a record is compared by; what is absent is not compared. */
export type Typed = {
  reference?: string | undefined;
  familyName?: string | undefined;
  givenName?: string | undefined;
  bornOn?: LocalDate | undefined;
  email?: string | null | undefined;
  phone?: string | null | undefined;
};

/** Who says that these are other people than the one at hand. */
export type SaidNotSame = { notSameAs?: readonly string[] | undefined; by: string; at: Instant };

/** Two who write down the same person at once, each under a record of their own, come one after the other. */
export async function lockLikeness(tx: Tx, clinicId: string, typed: Typed): Promise<void> {
  const { reference = null, familyName = null, givenName = null, bornOn = null, email = null, phone = null } = typed;
  await sql`
    select pg_advisory_xact_lock(key) from (
      select distinct hashtextextended(${clinicId} || '/' || what, 0) as key from unnest(array[
        'reference/' || fold_key(${reference}),
        'name/' || name_key(${familyName}, ${givenName}) || '/' || ${bornOn}::text,
        'mail/' || fold_key(${email}), 'phone/' || right(phone_key(${phone}), 7)]) as what
      where what is not null order by 1) keys`.execute(tx);
}

/**
 * Refuses what makes a record like another one, until it is said that they are two people. Of a record that is there
 * (`self`) only what becomes another is compared, and not with whom somebody has told apart from it before.
 */
export async function refuseAlike(
  tx: Tx,
  clinicId: string,
  typed: Typed,
  { self = null, notSameAs = [] }: { self?: string | null; notSameAs?: readonly string[] | undefined },
): Promise<void> {
  const candidates = (await alikeTo(tx, clinicId, typed, self)).filter(
    ({ patientId }) => !notSameAs.includes(patientId),
  );
  if (candidates.length === 0) return;
  const same = self === null ? 'enrol by the reference of that record' : 'merge the two records (patient.merged)';
  throw new DomainError(
    'possible-duplicate',
    `Somebody with the same name and birth date, telephone number or mail address is known already. If it is the same person, ${same}; if not, send the same again with "notSameAs" and the ids of the candidates.`,
    { candidates },
  );
}

/** The same for a fact of the person: keeps who told the two apart. Under the patient's lock. */
export async function refuseLikeAnother(tx: Tx, patientId: string, typed: Typed, said: SaidNotSame): Promise<void> {
  const { notSameAs } = said;
  if (Object.values(typed).every((value) => value == null) && notSameAs === undefined) return;
  const { clinic_id: clinicId } = await tx
    .selectFrom('patient')
    .select('clinic_id')
    .where('id', '=', patientId)
    .executeTakeFirstOrThrow();
  await lockLikeness(tx, clinicId, typed);
  await refuseAlike(tx, clinicId, typed, { self: patientId, notSameAs });
  await recordNotSame(tx, { clinicId, patientId, field: 'data.notSameAs' }, said);
}

/** A record like what is being typed, with whom it is about and where that patient stands: to be looked at before more is typed. */
export type AlikePatient = Pick<Alike, 'matched'> & {
  person: PersonRow;
  /** The newest one that is open, else the newest. */
  enrolment: { id: string; pathway: { id: string; version: number }; status: string; endedAt: Instant | null } | null;
};

export async function findAlike(tx: Tx, clinicId: string, typed: Typed): Promise<AlikePatient[]> {
  const alike = await alikeTo(tx, clinicId, typed, null);
  if (alike.length === 0) return [];
  const ids = alike.map(({ patientId }) => patientId);
  const { rows } = await sql<Omit<AlikePatient, 'matched'>>`
    select ${person} as person, (
      select jsonb_build_object('id', e.id, 'pathway', jsonb_build_object('id', e.pathway_id, 'version', e.pathway_version),
        'status', e.status, 'endedAt', floor(extract(epoch from e.ended_at) * 1000))
      from enrolment e where e.patient_id = p.id order by e.status = 'ended', e.created_at desc limit 1) as enrolment
    from patient p where p.clinic_id = ${clinicId} and p.id = any(${ids}::uuid[]) order by p.id`.execute(tx);
  return rows.map((row) => ({
    ...row,
    matched: alike.find(({ patientId }) => patientId === row.person.id)?.matched ?? [],
  }));
}

async function alikeTo(tx: Tx, clinicId: string, typed: Typed, self: string | null): Promise<Alike[]> {
  const { familyName = null, givenName = null, bornOn = null, email = null, phone = null } = typed;
  const { rows } = await sql<Alike>`
    with given as (
      select name_key(${familyName}, ${givenName}) as name, ${bornOn}::date as born, fold_key(${email}) as email,
        phone_key(${phone}) as phone
    ), typed as (
      select case when own.name_key = given.name and own.born_on = given.born then null else given.name end as name,
        given.born, nullif(given.email, own.email_key) as email, nullif(given.phone, own.phone_key) as phone
      from given left join patient own on own.id = ${self}::uuid
    ), known as (
      select p.*, p.name_key = typed.name and p.born_on = typed.born as by_name, p.email_key = typed.email as by_email,
        -- With and without the code of the country.
        right(p.phone_key, least(length(typed.phone), length(p.phone_key)))
          = right(typed.phone, least(length(typed.phone), length(p.phone_key)))
          and abs(length(typed.phone) - length(p.phone_key)) <= 3 as by_phone
      from patient p, typed where p.clinic_id = ${clinicId} and not p.hidden and p.merged_into is null
        and p.id is distinct from ${self}::uuid
        and not exists (select from not_same_person n where n.patient_id = ${self}::uuid and n.other_id = p.id
          or n.other_id = ${self}::uuid and n.patient_id = p.id)
        and (p.name_key = typed.name and p.born_on = typed.born or p.email_key = typed.email
          or right(p.phone_key, 7) = right(typed.phone, 7))
    )
    select id as "patientId", reference, array_remove(array[case when by_name then 'name-and-birth-date' end,
      case when by_phone then 'telephone' end, case when by_email then 'mail-address' end], null) as matched
    from known where by_name or by_email or by_phone order by id limit 20`.execute(tx);
  return rows;
}

/** Keeps that these are different people, and who said so. Ids of other clinics, or of nobody, are refused by the field. */
export async function recordNotSame(
  tx: Tx,
  { clinicId, patientId, field = 'notSameAs' }: { clinicId: string; patientId: string; field?: string },
  { notSameAs = [], by, at }: SaidNotSame,
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
  throw new DomainError('invalid', `Nothing was changed. Please correct: ${field}.`, { errors: [{ field, message }] });
}
