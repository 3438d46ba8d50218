import { sql, type Kysely } from 'kysely';

// What a coordinator's screens stand on: how a patient is rung, finding one of thousands, the worklist without reading
// every state, tries of a call, and what has happened since.

/** Apostrophes and full stops are left out of names, whichever of them was typed. */
const LEFT_OUT = "['.,\\u2018\\u2019\\u02bc\\u00b4\\u0060]";
const BETWEEN = '[\\s\\u00a0\\u002d\\u2010-\\u2015\\u2043\\u2212]+';

const statements = [
  `alter table patient
    add column preferred_name text,
    add column best_time text,
    add column phone_kind text check (phone_kind in ('mobile', 'home', 'work', 'other')),
    add column other_phones jsonb not null default '[]'`,

  // What a name is searched by: accents do not count here, and where a letter has none to take off, its plain sister.
  `create function search_fold(typed text) returns text language sql immutable parallel safe as
    $$ select translate(replace(replace(replace(
      regexp_replace(normalize(casefold(normalize(typed, NFKD) collate pg_unicode_fast), NFKD) collate "C", '[\\u0300-\\u036f]', '', 'g'),
      'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'øłđðħıŧ', 'olddhit') $$`,
  // Each part of a name, and a name with a hyphen as one word, too.
  `create function search_parts(typed text) returns text[] language sql immutable parallel safe as
    $$ select array(
      select part from (select regexp_replace(search_fold(typed), '${LEFT_OUT.replaceAll("'", "''")}', '', 'g') as name) folded,
        lateral (select regexp_split_to_table(name, '${BETWEEN}') as part
          union select regexp_split_to_table(regexp_replace(name, '[\\u002d\\u2010-\\u2015\\u2043\\u2212]', '', 'g'), '\\s+')) parts
      where part <> '') $$`,
  // A first letter says what a word is: n a part of a name, r the reference, m mail, b born, p the digits of a number as
  // they are dialled here or from abroad, q the same from behind.
  `create function search_words(family text, given text, preferred text, reference text, born date, email text, phone text, others jsonb)
    returns tsvector language sql immutable parallel safe as
    $$ select array_to_tsvector(array(
      select 'n' || unnest(search_parts(coalesce(family, '') || ' ' || coalesce(given, '') || ' ' || coalesce(preferred, '')))
      union select 'r' || fold_key(reference)
      union select 'm' || fold_key(email) where email is not null
      union select 'b' || to_char(born, 'YYYY-MM-DD')
      union select case when n.skip = 0 then 'q' || reverse(n.digits) else 'p' || substr(n.digits, n.skip) end
        from (select phone_key(number) as digits, skip
          from (select phone as number union all select j ->> 'number' from jsonb_array_elements(others) j) typed,
            unnest(case when number ~ '^\\s*(\\+|00)' then array[0, 1, 2, 3, 4] else array[0, 1] end) skip
          where number is not null) n
        where length(n.digits) > greatest(3, n.skip))) $$`,
  `alter table patient add column search_words tsvector
    generated always as (search_words(family_name, given_name, preferred_name, reference, born_on, email, phone, other_phones)) stored`,
  `create index patient_search on patient using gin (search_words)`,
  `create index patient_merged on patient (merged_into) where merged_into is not null`,

  // Definitions are large, and a list of patients only asks which languages one speaks.
  `alter table pathway_version add column languages jsonb generated always as (coalesce(content -> 'languages', '["en"]')) stored`,

  // The small parts of a state that lists are made from: where it stands, and what is out of the ordinary; null: nothing.
  // Lax paths: what is not there, or is something else than it should be, is left out.
  `create function tracks_of(state jsonb) returns jsonb language sql immutable parallel safe as
    $$ select coalesce(jsonb_agg(jsonb_build_object('track', t -> 'track', 'stage', t -> 'stage')), '[]')
      from jsonb_path_query(state, 'lax $.tracks[*]') t $$`,
  `create function standing_of(state jsonb) returns jsonb language sql immutable parallel safe as
    $$ select nullif(jsonb_strip_nulls(jsonb_build_object(
      'promises', nullif(jsonb_path_query_array(state, 'lax $.promises[*]'), '[]'),
      'known', nullif(jsonb_path_query_array(state, 'lax $.history.known[*]'), '[]'),
      'snoozed', nullif(jsonb_path_query_array(state, 'lax $.history.medicines.snoozed[*]'), '[]'),
      'messagesEnded', nullif(state -> 'messagesEnded', 'false'),
      'admission', state -> 'admission',
      'pause', state -> 'pause')), '{}') $$`,
  `alter table enrolment
    add column tracks jsonb generated always as (tracks_of(snapshot)) stored,
    add column standing jsonb generated always as (standing_of(snapshot)) stored`,

  // Who tried to do it, when, and what came of it: of calls.
  `alter table task add column tries jsonb not null default '[]'`,
  `create index task_tried on task (enrolment_id, kind) where tries <> '[]'`,
  `create index task_over on task (clinic_id, completed_at) where completed_at is not null`,

  `create index check_in_awaited on check_in (clinic_id, opens_at) include (enrolment_id, closes_at) where status = 'planned'`,
  `create index check_in_sent on check_in (clinic_id, sent_at) where sent_at is not null`,
  `create index check_in_sent_of on check_in (enrolment_id, sent_at) where sent_at is not null`,
  `create index gate_open on gate (enrolment_id) where status = 'open'`,
  `create index escalation_raised on escalation (clinic_id, raised_at)`,
  `create index patient_bounced on patient (clinic_id, email_bounced_at) where email_bounced_at is not null`,
  `create index event_contact on event (enrolment_id, occurred_at) where type in ('call.made', 'session.attended', 'procedure.performed')`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
