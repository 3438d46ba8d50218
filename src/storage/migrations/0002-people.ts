import { sql, type Kysely } from 'kysely';

// One person, one record; and what was sent to a wrong address.

/** White space, invisible, formatting and direction characters: two references that look alike must be alike. */
const INVISIBLE =
  '[\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u200f' +
  '\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000e0000-\\U000e0fff]';
const HYPHENS = '[\\u02d7\\u058a\\u05be\\u2010-\\u2015\\u2043\\u2212\\u2e3a\\u2e3b\\u2e40\\u301c\\u3030\\ufe58]';

const statements = [
  // What a text is compared by; what was typed stays. Accents count, the way they are stored does not.
  `create function fold_key(typed text) returns text language sql immutable parallel safe as
    $$ select regexp_replace(regexp_replace(
      normalize(casefold(normalize(typed, NFKC) collate pg_unicode_fast), NFKC) collate "C", '${INVISIBLE}', '', 'g'), '${HYPHENS}', '-', 'g') $$`,
  // Family and given name change places in forms; apostrophes and hyphens come and go.
  `create function name_key(family text, given text) returns text language sql immutable parallel safe as
    $$ select string_agg(part, ' ' order by part) from (
      select regexp_replace(fold_key(name), '[-''.,\\u2018\\u2019\\u02bc\\u00b4\\u0060]', '', 'g') collate "C" as part
      from unnest(array[family, given]) as name) parts $$`,
  // Digits without what is dialled before them at home: "+44 (0)20 …", "0044 20 …" and "020 …" end alike.
  `create function phone_key(typed text) returns text language sql immutable parallel safe as
    $$ select ltrim(regexp_replace(replace(typed, '(0)', ''), '[^0-9]', '', 'g'), '0') $$`,

  `alter table patient
    add column reference_key text generated always as (fold_key(reference)) stored,
    add column name_key text generated always as (name_key(family_name, given_name)) stored,
    add column email_key text generated always as (fold_key(email)) stored,
    add column phone_key text generated always as (phone_key(phone)) stored,
    -- A record from before references were compared folded, whose reference another record has, too.
    add column reference_twin boolean not null default false,
    add column merged_into uuid references patient,
    add column merged_at timestamptz(3)`,
  `update patient p set reference_twin = true where exists (
    select from patient other where other.clinic_id = p.clinic_id and other.reference_key = p.reference_key and other.id < p.id)`,
  `create unique index patient_one_reference on patient (clinic_id, reference_key) where not reference_twin`,
  `create index patient_by_name on patient (clinic_id, name_key, born_on)`,
  `create index patient_by_email on patient (clinic_id, email_key) where email_key is not null`,
  `create index patient_by_phone on patient (clinic_id, right(phone_key, 7)) where phone_key is not null`,
  // Nothing is merged by itself: somebody looks at each of them.
  `insert into task (clinic_id, patient_id, key, kind, team, due_at, opened_at)
    select clinic_id, id, 'same-reference/' || id, 'same-reference', 'coordinators',
      clinic_now(clinic_id) + interval '2 days', clinic_now(clinic_id)
    from patient where reference_twin`,

  `alter table link add column revoked_at timestamptz(3)`,
  // From then on it counts as never sent: it went to an address that is not the patient's.
  `alter table message add column void_since timestamptz(3)`,

  // Somebody looked at two records that are alike and said that they are two people.
  `create table not_same_person (
    patient_id uuid not null references patient,
    other_id uuid not null references patient,
    recorded_by text not null,
    recorded_at timestamptz(3) not null,
    primary key (patient_id, other_id)
  )`,
  `create table patient_correction (
    id uuid primary key default uuidv7(),
    clinic_id uuid not null references clinic,
    patient_id uuid not null references patient,
    before jsonb not null,
    after jsonb not null,
    reason text not null,
    recorded_by text not null,
    recorded_at timestamptz(3) not null
  )`,
  `create index patient_correction_of on patient_correction (patient_id, recorded_at)`,
  `create table patient_merge (
    id uuid primary key default uuidv7(),
    clinic_id uuid not null references clinic,
    into_patient_id uuid not null references patient,
    from_patient_id uuid not null references patient,
    reason text not null,
    proposed_by uuid not null references staff_member,
    proposed_at timestamptz(3) not null,
    confirmed_by uuid references staff_member,
    confirmed_at timestamptz(3),
    check (confirmed_by <> proposed_by),
    check (from_patient_id <> into_patient_id)
  )`,
  `create unique index patient_merge_open on patient_merge (into_patient_id) where confirmed_at is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
