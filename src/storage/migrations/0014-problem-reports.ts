import { sql, type Kysely } from 'kysely';

// What a patient reports by link beside any check-in: the safety questions that come first, what was said, and who saw what.
const statements = [
  `create table problem_report (
    -- Made by the page: however often it is posted, it is one report.
    id uuid primary key,
    clinic_id uuid not null references clinic,
    patient_id uuid not null references patient,
    enrolment_id uuid not null references enrolment,
    started_at timestamptz(3) not null,
    -- The safety questions, by item; null = skipped on purpose.
    form text not null,
    form_version text not null,
    answers jsonb not null,
    -- Whether an answer woke somebody.
    woken boolean not null default false,
    sent_at timestamptz(3),
    about text,
    since text,
    severity integer,
    wait text,
    text_id uuid references patient_text,
    -- The task it is part of, and by when somebody reads it; neither where somebody was woken.
    task_about text,
    read_by timestamptz(3)
  )`,
  `create index problem_report_of_patient on problem_report (patient_id, sent_at)`,
  `create index problem_report_of_task on problem_report (enrolment_id, task_about)`,
  `alter table message add column problem_report_id uuid references problem_report`,
  `alter table link add column problem_report_id uuid references problem_report`,
  `alter table link drop constraint link_of_one`,
  `alter table link add constraint link_of_one check (num_nonnulls(check_in_id, appointment_id, problem_report_id) = 1)`,
  `create index link_of_problem_report on link (problem_report_id) where problem_report_id is not null`,
  `alter table text_shown alter column check_in_id drop not null`,
  `alter table text_shown add column problem_report_id uuid references problem_report`,
  `alter table text_shown add constraint text_shown_of_one check (num_nonnulls(check_in_id, problem_report_id) = 1)`,
  `create index text_shown_of_report on text_shown (problem_report_id) where problem_report_id is not null`,
  `alter table escalation_signal add column problem_report_id uuid references problem_report`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
