/** What is asked and answered; work and questions for staff. */
export const checkInTables = [
  `create table check_in (
    id uuid primary key default uuidv7(),
    clinic_id uuid not null references clinic,
    enrolment_id uuid not null references enrolment,
    patient_id uuid not null references patient,
    key text not null,
    ask jsonb not null,
    deferred jsonb not null default '[]',
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
  // Which wording of a static safety text a patient was shown, and by which settings of the clinic. Of mails: message_attempt.
  `create table text_shown (
    id uuid primary key default uuidv7(),
    clinic_id uuid not null references clinic,
    patient_id uuid not null references patient,
    check_in_id uuid not null references check_in,
    text text not null,
    version text not null,
    language text not null,
    settings_version integer not null,
    shown_at timestamptz(3) not null
  )`,
  `create index text_shown_of on text_shown (check_in_id, shown_at)`,
  // Answers are facts: a changed answer is a new revision, the old one stays. value null = skipped on purpose.
  `create table answer (
    check_in_id uuid not null references check_in,
    instrument text not null,
    item text not null,
    revision integer not null,
    value integer,
    form_version text not null,
    scorer_version text not null,
    language text not null,
    saved_at timestamptz(3) not null,
    saved_by bytea,
    late boolean not null default false,
    -- Where it was given, when it was given for the wrong patient and moved.
    given_for uuid references check_in,
    primary key (check_in_id, instrument, item, revision)
  )`,
  // Answers given for the wrong patient: one person says so, another one confirms it.
  `create table response_move (
    id uuid primary key default uuidv7(),
    clinic_id uuid not null references clinic,
    from_check_in_id uuid not null references check_in,
    to_check_in_id uuid not null references check_in,
    reason text not null,
    proposed_by uuid not null references staff_member,
    proposed_at timestamptz(3) not null,
    confirmed_by uuid references staff_member,
    confirmed_at timestamptz(3),
    check (confirmed_by <> proposed_by)
  )`,
  `create unique index response_move_open on response_move (from_check_in_id) where confirmed_at is null`,
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
];
