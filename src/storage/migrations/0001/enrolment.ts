/** Patients, and their enrolments with facts and journal. */
export const enrolmentTables = [
  `create table patient (
    id uuid primary key default uuidv7(),
    clinic_id uuid not null references clinic,
    reference text not null,
    family_name text not null,
    given_name text not null,
    born_on date not null,
    time_zone text not null,
    language text not null,
    preferred_time text not null,
    email text,
    email_bounced_at timestamptz(3),
    phone text,
    address text,
    emergency_contact jsonb,
    gp jsonb,
    access jsonb,
    died_on date,
    hidden boolean not null default false,
    created_at timestamptz(3) not null default clock_timestamp(),
    unique (clinic_id, reference)
  )`,
  `create table consent (
    id uuid primary key default uuidv7(),
    patient_id uuid not null references patient,
    channel text not null check (channel in ('email')),
    given boolean not null,
    given_on date not null,
    recorded_at timestamptz(3) not null,
    recorded_by text not null,
    -- The fact of the person that it came with: a retraction puts the one before it in force again.
    shared_fact uuid
  )`,
  `create index consent_of_patient on consent (patient_id, channel, recorded_at desc)`,

  `create table enrolment (
    id uuid primary key default uuidv7(),
    clinic_id uuid not null references clinic,
    patient_id uuid not null references patient,
    pathway_id text not null,
    pathway_version integer not null,
    previous_id uuid references enrolment,
    care_team jsonb not null default '{}',
    status text not null default 'active' check (status in ('active', 'held', 'paused', 'ended')),
    snapshot jsonb,
    event_seq integer not null default 0,
    digested_seq integer not null default 0,
    journal_n integer not null default 0,
    wake_at timestamptz(3),
    nudged_at timestamptz(3),
    nudges integer not null default 0,
    quarantined boolean not null default false,
    created_at timestamptz(3) not null,
    ended_at timestamptz(3),
    foreign key (pathway_id, pathway_version) references pathway_version
  )`,
  `create unique index enrolment_one_open on enrolment (clinic_id, patient_id, pathway_id) where status <> 'ended'`,
  `create index enrolment_wake on enrolment (wake_at) where wake_at is not null`,
  `create index enrolment_worklist on enrolment (clinic_id, status, wake_at)`,
  `create index enrolment_of_patient on enrolment (patient_id)`,

  `create table event (
    id uuid primary key default uuidv7(),
    enrolment_id uuid not null references enrolment,
    seq integer not null,
    type text not null,
    data jsonb not null,
    occurred_at timestamptz(3) not null,
    recorded_at timestamptz(3) not null,
    recorded_by text not null,
    observed jsonb not null default '[]',
    settings_version integer not null,
    -- One for all enrolments that a fact of the person was written in: retracted in one, it is retracted in all.
    shared_fact uuid,
    quarantined_at timestamptz(3),
    unique (enrolment_id, seq)
  )`,
  `create index event_shared on event (shared_fact) where shared_fact is not null`,
  `create table journal (
    enrolment_id uuid not null references enrolment,
    n integer not null,
    at timestamptz(3) not null,
    entry jsonb not null,
    recorded_at timestamptz(3) not null,
    primary key (enrolment_id, n)
  )`,
];
