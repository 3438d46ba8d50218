import { sql, type Kysely } from 'kysely';

// Text that people write about a patient, apart from the facts: these are never changed, and a text must be erased one day.
const statements = [
  `create table patient_text (
    id uuid primary key default uuidv7(),
    clinic_id uuid not null references clinic,
    patient_id uuid not null references patient,
    -- Null: about the person, and not about one course of care.
    enrolment_id uuid references enrolment,
    text text not null,
    created_at timestamptz(3) not null,
    -- Whoever recorded the fact, as the fact names it.
    created_by text not null
  )`,
  `create index patient_text_of_patient on patient_text (patient_id)`,
  `create index patient_text_of_enrolment on patient_text (enrolment_id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
