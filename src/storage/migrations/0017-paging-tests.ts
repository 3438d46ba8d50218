import { sql, type Kysely } from 'kysely';

// Whether an alert would reach somebody: a person pages themselves, over the road of the alerts.

const leavesMark = (on: 'insert' | 'update') =>
  `create trigger mark_${on} after ${on} on paging_test
    referencing new table as changed for each statement execute function leave_mark()`;

const statements = [
  `create table paging_test (
    -- Told by the test alone: whoever knows it has had one.
    id uuid primary key default uuidv7(),
    clinic_id uuid not null references clinic,
    staff_id uuid not null references staff_member,
    asked_at timestamptz(3) not null,
    -- To where, as a hash: a test says nothing of an address that came later.
    addresses_hash text not null,
    opened_at timestamptz(3),
    acknowledged_at timestamptz(3)
  )`,
  `create index paging_test_of on paging_test (staff_id, id)`,
  `alter table message add column paging_test_id uuid references paging_test`,
  `create index message_of_paging_test on message (paging_test_id) where paging_test_id is not null`,
  leavesMark('insert'),
  leavesMark('update'),
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
