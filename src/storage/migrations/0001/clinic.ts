/** The store, its clinics and their people; pathways as published. */
export const clinicTables = [
  `create table store (
    one boolean primary key default true check (one),
    id uuid not null default uuidv7(),
    mode text not null check (mode in ('demo', 'live')),
    created_at timestamptz(3) not null default clock_timestamp()
  )`,

  `create table clinic (
    id uuid primary key default uuidv7(),
    name text not null,
    settings jsonb not null,
    clock_offset_ms bigint not null default 0,
    clock_walk_until timestamptz(3),
    canary_at timestamptz(3),
    created_at timestamptz(3) not null default clock_timestamp()
  )`,
  `create table clinic_settings_version (
    clinic_id uuid not null references clinic,
    version integer not null,
    settings jsonb not null,
    since timestamptz(3) not null default clock_timestamp(),
    primary key (clinic_id, version)
  )`,
  // The clinic's time: the wall clock, plus the offset of a demonstration store. Read each time, never cached.
  `create function clinic_now(clinic uuid) returns timestamptz(3) language sql volatile as
    $$ select (clock_timestamp() + c.clock_offset_ms * interval '1 millisecond')::timestamptz(3) from clinic c where c.id = clinic $$`,

  `create table staff_member (
    id uuid primary key default uuidv7(),
    clinic_id uuid not null references clinic,
    name text not null,
    email text,
    pager_url text,
    role text not null,
    active boolean not null default true
  )`,
  `create table api_key (
    id uuid primary key default uuidv7(),
    clinic_id uuid not null references clinic,
    key_hash bytea not null unique,
    staff_id uuid references staff_member,
    role text not null,
    label text not null,
    created_at timestamptz(3) not null default clock_timestamp(),
    revoked_at timestamptz(3)
  )`,
  `create table duty_shift (
    id uuid primary key default uuidv7(),
    clinic_id uuid not null references clinic,
    rota text not null,
    staff_id uuid not null references staff_member,
    starts_at timestamptz(3) not null,
    ends_at timestamptz(3) not null,
    check (ends_at > starts_at)
  )`,
  `create index duty_shift_now on duty_shift (clinic_id, rota, starts_at, ends_at)`,
  `create table absence (
    id uuid primary key default uuidv7(),
    clinic_id uuid not null references clinic,
    staff_id uuid not null references staff_member,
    starts_at timestamptz(3) not null,
    ends_at timestamptz(3) not null,
    check (ends_at > starts_at)
  )`,

  `create table pathway_version (
    pathway_id text not null,
    version integer not null,
    state text not null check (state in ('draft', 'released', 'recalled')),
    content_hash text not null,
    content jsonb not null,
    published_at timestamptz(3) not null default clock_timestamp(),
    primary key (pathway_id, version)
  )`,
];
