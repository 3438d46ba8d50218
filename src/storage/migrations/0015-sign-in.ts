import { sql, type Kysely } from 'kysely';

// People who sign in, keys that end, views that are counted, and the mark that something of a clinic has changed.

/** Whatever a screen of staff shows. Facts are among them: each one moves its enrolment. */
const shown = ['enrolment', 'patient', 'task', 'gate', 'escalation', 'duty_shift', 'absence', 'staff_member'];

const leavesMark = (table: string, on: 'insert' | 'update' | 'delete', how = 'leave_mark') =>
  `create trigger mark_${on} after ${on} on ${table}
    referencing ${on === 'delete' ? 'old' : 'new'} table as changed for each statement execute function ${how}()`;

const statements = [
  // Who somebody is at the clinic's identity provider: a subject means something at its own issuer alone.
  `alter table staff_member
    add column issuer text,
    add column subject text,
    add constraint staff_member_known_by unique (issuer, subject),
    add constraint staff_member_known_whole check ((issuer is null) = (subject is null))`,
  // By the wall clock. The cookie's token is kept as its hash alone; the id token says at the provider who signs out.
  `create table staff_session (
    token_hash bytea primary key,
    staff_id uuid not null references staff_member,
    id_token text,
    started_at timestamptz(3) not null default clock_timestamp(),
    active_at timestamptz(3) not null default clock_timestamp()
  )`,
  `create index staff_session_of on staff_session (staff_id)`,

  // Without scopes a key may do whatever its role may.
  `alter table api_key
    add column scopes text[],
    add column expires_at timestamptz(3),
    add column last_used_at timestamptz(3)`,

  // The audit stays as it was written; how often the same was looked at again within a quarter of an hour stands beside it.
  `create table audit_repeat (
    audit_id uuid primary key references audit_log,
    times integer not null,
    last_at timestamptz(3) not null default clock_timestamp()
  )`,
  `create index audit_log_views on audit_log (principal, action, subject, at) where shown is null and action like 'GET %'`,

  // One row for each transaction that changed something of a clinic. Rows are only added, so that no writer ever waits
  // for another one here; src/storage/house/pulse.ts says how they are read.
  `create table pulse (
    clinic_id uuid not null,
    xid xid8 not null default pg_current_xact_id(),
    at timestamptz(3) not null default clock_timestamp(),
    primary key (clinic_id, xid)
  )`,
  `create function leave_mark() returns trigger language plpgsql as $$
    begin
      insert into pulse (clinic_id) select distinct clinic_id from changed on conflict do nothing;
      return null;
    end $$`,
  `create function leave_mark_of_clinic() returns trigger language plpgsql as $$
    begin
      insert into pulse (clinic_id) select id from changed on conflict do nothing;
      return null;
    end $$`,
  // Between planned and sent a message passes through states that nobody looks at.
  `create function leave_mark_of_message() returns trigger language plpgsql as $$
    begin
      insert into pulse (clinic_id) select distinct c.clinic_id from changed c join before b using (id)
        where (c.state, c.reason, c.due_at) is distinct from (b.state, b.reason, b.due_at)
          and c.state not in ('claimed', 'attempting') on conflict do nothing;
      return null;
    end $$`,
  ...shown.flatMap((table) => [
    leavesMark(table, 'insert'),
    leavesMark(table, 'update'),
    ...(table === 'duty_shift' ? [leavesMark(table, 'delete')] : []),
  ]),
  leavesMark('clinic', 'update', 'leave_mark_of_clinic'),
  leavesMark('message', 'insert'),
  `create trigger mark_update after update on message referencing old table as before new table as changed
    for each statement execute function leave_mark_of_message()`,
  `create index escalation_open on escalation (clinic_id, tier) where status <> 'resolved'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
