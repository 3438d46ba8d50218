import { sql, type Kysely } from 'kysely';

// What a patient is told of an appointment, and what the patient says about it. The facts say what is booked; a row here is
// what mails and pages go by.
const statements = [
  `create table appointment (
    id uuid primary key default uuidv7(),
    clinic_id uuid not null references clinic,
    enrolment_id uuid not null references enrolment,
    key text not null,
    purpose text not null,
    at timestamptz(3) not null,
    -- Only the day is known.
    whole_day boolean not null,
    status text not null check (status in ('booked', 'called-off')),
    -- Rises with each change that a calendar must follow; it never falls.
    sequence integer not null default 0,
    prepare jsonb not null default '[]',
    ready jsonb not null default '[]',
    text_id uuid references patient_text,
    questions_id uuid references patient_text,
    declined_at timestamptz(3),
    unique (enrolment_id, key)
  )`,
  `alter table message add column appointment_id uuid references appointment`,
  `create index message_of_appointment on message (appointment_id) where appointment_id is not null`,
  // A link is for one check-in or for one appointment.
  `alter table link alter column check_in_id drop not null`,
  `alter table link add column appointment_id uuid references appointment`,
  `alter table link add constraint link_of_one check (num_nonnulls(check_in_id, appointment_id) = 1)`,
  `create index link_of_appointment on link (appointment_id) where appointment_id is not null`,
  `alter table patient_session alter column check_in_id drop not null`,
  `alter table patient_session add column appointment_id uuid references appointment`,
  `alter table patient_session add constraint patient_session_of_one check (num_nonnulls(check_in_id, appointment_id) = 1)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
