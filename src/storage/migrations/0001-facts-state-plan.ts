import { sql, type Kysely } from 'kysely';

// Facts (event, answer, score), state (enrolment.snapshot) and plan (check_in, message) of every clinic.
// Instants are timestamptz(3): the core counts milliseconds, and a comparison must not meet a microsecond it cannot see.
const statements = [
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
    recorded_by text not null
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
    quarantined_at timestamptz(3),
    unique (enrolment_id, seq)
  )`,
  `create table journal (
    enrolment_id uuid not null references enrolment,
    n integer not null,
    at timestamptz(3) not null,
    entry jsonb not null,
    recorded_at timestamptz(3) not null,
    primary key (enrolment_id, n)
  )`,

  `create table check_in (
    id uuid primary key default uuidv7(),
    clinic_id uuid not null references clinic,
    enrolment_id uuid not null references enrolment,
    patient_id uuid not null references patient,
    key text not null,
    ask jsonb not null,
    opens_at timestamptz(3) not null,
    closes_at timestamptz(3) not null,
    status text not null default 'planned'
      check (status in ('planned', 'answered', 'partly-answered', 'missed', 'not-asked', 'cancelled', 'superseded')),
    closed_at timestamptz(3),
    sent_at timestamptz(3),
    unique (enrolment_id, key)
  )`,
  `create index check_in_window on check_in (closes_at) where status = 'planned'`,

  `create table link (
    code_hash bytea primary key,
    check_in_id uuid not null references check_in,
    message_id uuid not null,
    wrong_tries integer not null default 0,
    locked_until timestamptz(3),
    created_at timestamptz(3) not null default clock_timestamp()
  )`,
  `create index link_of_check_in on link (check_in_id)`,
  `create table patient_session (
    token_hash bytea primary key,
    check_in_id uuid not null references check_in,
    started_at timestamptz(3) not null,
    expires_at timestamptz(3) not null
  )`,
  // Answers are facts: a changed answer is a new revision, the old one stays. value null = skipped on purpose.
  `create table answer (
    check_in_id uuid not null references check_in,
    instrument text not null,
    item text not null,
    revision integer not null,
    value integer,
    form_version text not null,
    saved_at timestamptz(3) not null,
    saved_by bytea,
    late boolean not null default false,
    primary key (check_in_id, instrument, item, revision)
  )`,
  `create table score (
    id uuid primary key default uuidv7(),
    enrolment_id uuid not null references enrolment,
    check_in_id uuid not null references check_in,
    score text not null,
    value double precision not null,
    raw integer not null,
    scorer_version text not null,
    form_version text not null,
    at timestamptz(3) not null,
    unique (check_in_id, score)
  )`,
  `create index score_of_enrolment on score (enrolment_id, at)`,

  `create table task (
    id uuid primary key default uuidv7(),
    clinic_id uuid not null references clinic,
    enrolment_id uuid references enrolment,
    patient_id uuid references patient,
    key text not null,
    kind text not null,
    team text not null,
    due_at timestamptz(3) not null,
    status text not null default 'open' check (status in ('open', 'done', 'closed')),
    claimed_by uuid references staff_member,
    opened_at timestamptz(3) not null,
    completed_at timestamptz(3),
    completed_by uuid references staff_member,
    note text,
    closed_because text,
    unique (clinic_id, key)
  )`,
  `create index task_open on task (clinic_id, due_at) where status = 'open'`,
  `create index task_of_enrolment on task (enrolment_id, due_at) where status = 'open'`,

  `create table gate (
    id uuid primary key default uuidv7(),
    clinic_id uuid not null references clinic,
    enrolment_id uuid not null references enrolment,
    key text not null,
    gate text not null,
    track text not null,
    stage text not null,
    question text not null,
    verdict jsonb not null,
    opened_at timestamptz(3) not null,
    answer_by timestamptz(3) not null,
    status text not null default 'open' check (status in ('open', 'approved', 'declined', 'withdrawn')),
    decided_by uuid references staff_member,
    decided_at timestamptz(3),
    unique (enrolment_id, key)
  )`,

  `create table escalation (
    id uuid primary key default uuidv7(),
    clinic_id uuid not null references clinic,
    patient_id uuid not null references patient,
    key text not null,
    tier text not null check (tier in ('now', 'today', 'digest')),
    class text not null,
    status text not null default 'open' check (status in ('open', 'acknowledged', 'resolved')),
    policy jsonb not null,
    revision integer not null default 1,
    round integer not null default 1,
    rung integer not null default 0,
    repeats integer not null default 0,
    next_due_at timestamptz(3),
    nudged_at timestamptz(3),
    nudges integer not null default 0,
    raised_at timestamptz(3) not null,
    received_unstaffed boolean not null default false,
    acknowledged_by uuid references staff_member,
    acknowledged_at timestamptz(3),
    acknowledged_until timestamptz(3),
    exhausted_at timestamptz(3),
    resolved_by text,
    resolved_at timestamptz(3),
    note text,
    unique (clinic_id, key)
  )`,
  // At most one open tier-now escalation per patient and clinic: new signals join it. Gates and canaries stand outside.
  `create unique index escalation_one_now on escalation (clinic_id, patient_id)
    where tier = 'now' and status <> 'resolved' and class not in ('canary', 'decision')`,
  `create index escalation_due on escalation (next_due_at) where status <> 'resolved'`,
  `create index escalation_of_patient on escalation (patient_id) where status <> 'resolved'`,
  `create table escalation_signal (
    id uuid primary key default uuidv7(),
    escalation_id uuid not null references escalation,
    key text not null,
    rule text not null,
    class text not null,
    enrolment_id uuid references enrolment,
    check_in_id uuid references check_in,
    at timestamptz(3) not null,
    round integer not null,
    -- The escalation's revision that came with this signal: what is new to somebody who saw an earlier one.
    revision integer not null,
    since_acknowledged boolean not null default false,
    outcome text,
    contact_at timestamptz(3),
    spoke_with text,
    unique (key)
  )`,
  `create index escalation_signal_of on escalation_signal (escalation_id)`,
  `create table escalation_step (
    id uuid primary key default uuidv7(),
    escalation_id uuid not null references escalation,
    round integer not null,
    rung integer not null,
    what text not null,
    staff_id uuid references staff_member,
    at timestamptz(3) not null,
    detail jsonb not null default '{}'
  )`,
  `create index escalation_step_of on escalation_step (escalation_id, at)`,

  // The ledger: dispatch queue, "the next three things", the list of what was not sent and why, and the proof.
  `create table message (
    id uuid primary key default uuidv7(),
    clinic_id uuid not null references clinic,
    key text not null,
    lane text not null check (lane in ('bulk', 'urgent')),
    channel text not null check (channel in ('mail', 'webhook')),
    template text not null,
    role text not null,
    enrolment_id uuid references enrolment,
    patient_id uuid references patient,
    check_in_id uuid references check_in,
    escalation_id uuid references escalation,
    staff_id uuid references staff_member,
    round integer,
    rung integer,
    params jsonb not null default '{}',
    due_at timestamptz(3) not null,
    expires_at timestamptz(3),
    state text not null default 'planned'
      check (state in ('planned', 'claimed', 'attempting', 'accepted', 'refused', 'ambiguous', 'withheld', 'superseded')),
    reason text,
    attempts integer not null default 0,
    attempt_id uuid,
    lease_until timestamptz(3),
    accepted_at timestamptz(3),
    created_at timestamptz(3) not null,
    changed_at timestamptz(3) not null default clock_timestamp(),
    unique (clinic_id, key)
  )`,
  `create index message_due on message (lane, due_at) where state in ('planned', 'claimed')`,
  `create index message_in_flight on message (lease_until) where state in ('claimed', 'attempting', 'ambiguous')`,
  `create index message_of_check_in on message (check_in_id) where check_in_id is not null`,
  `create index message_of_enrolment on message (enrolment_id, due_at)`,
  `create index message_of_escalation on message (escalation_id) where escalation_id is not null`,
  // Written before each hand-over; outcome null while nobody knows. Codes only: a server's text may repeat an address.
  `create table message_attempt (
    id uuid primary key,
    message_id uuid not null references message,
    started_at timestamptz(3) not null default clock_timestamp(),
    ended_at timestamptz(3),
    outcome text check (outcome in ('accepted', 'refused', 'ambiguous', 'deferred')),
    code integer
  )`,
  `create index message_attempt_of on message_attempt (message_id)`,

  // The last rounds of the watch: readiness turns red by the newest one, or by its age.
  `create table watch_round (
    id uuid primary key default uuidv7(),
    at timestamptz(3) not null default clock_timestamp(),
    findings jsonb not null
  )`,

  `create table idempotency_key (
    principal text not null,
    method text not null,
    route text not null,
    key text not null,
    body_hash bytea not null,
    status integer,
    response jsonb,
    created_at timestamptz(3) not null default clock_timestamp(),
    primary key (principal, method, route, key)
  )`,
  `create table audit_log (
    id uuid primary key default uuidv7(),
    clinic_id uuid,
    at timestamptz(3) not null default clock_timestamp(),
    principal text not null,
    action text not null,
    subject text,
    status integer
  )`,
  // Demonstration stores only: what the mail catcher was handed, written before it answers 250.
  `create table caught_mail (
    id uuid primary key default uuidv7(),
    to_address text not null,
    from_address text not null,
    subject text not null,
    text text not null,
    html text not null,
    message_id text not null,
    headers jsonb not null,
    raw bytea not null,
    received_at timestamptz(3) not null
  )`,
  `create index caught_mail_to on caught_mail (to_address, received_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
