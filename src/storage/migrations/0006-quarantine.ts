import { sql, type Kysely } from 'kysely';

// What could not be taken in is marked beside the facts, which are never changed. `event_id` null: the time, or the state itself.
const statements = [
  `create table quarantine (
    id uuid primary key default uuidv7(),
    enrolment_id uuid not null references enrolment,
    event_id uuid references event,
    since timestamptz(3) not null,
    -- Kind of error and the place in the code, never its message: that may repeat what a fact holds.
    fault text,
    lifted_at timestamptz(3)
  )`,
  `create unique index quarantine_open on quarantine (enrolment_id, event_id) nulls not distinct where lifted_at is null`,
  `insert into quarantine (enrolment_id, event_id, since)
    select enrolment_id, id, quarantined_at from event where quarantined_at is not null`,
  `insert into quarantine (enrolment_id, since) select id, clock_timestamp() from enrolment e
    where quarantined and not exists (select from quarantine q where q.enrolment_id = e.id)`,
  `alter table event drop column quarantined_at`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
