/** The ledger of messages and its attempts. */
export const messageTables = [
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
    code integer,
    -- Mails to patients: in which language, and which wording of the safety net stood in it.
    language text,
    safety_net_version text,
    settings_version integer
  )`,
  `create index message_attempt_of on message_attempt (message_id)`,
];
