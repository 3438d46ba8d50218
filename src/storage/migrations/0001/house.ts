/** What the house keeps about itself. */
export const houseTables = [
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
