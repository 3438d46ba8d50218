import { sql, type Kysely } from 'kysely';

/** What a store is stays so: its mode is written once, and the clock of a live store is the wall clock. */
const statements = [
  `create function store_stays_what_it_is() returns trigger language plpgsql as $$
    begin raise exception 'a store keeps its mode for ever'; end $$`,
  `create trigger store_stays_what_it_is before update or delete on store
    for each row execute function store_stays_what_it_is()`,

  `create function clock_of_a_live_store() returns trigger language plpgsql as $$
    begin
      if new.clock_offset_ms <> 0 and exists (select from store where mode = 'live') then
        raise exception 'the clock of a live store cannot be moved';
      end if;
      return new;
    end $$`,
  `create trigger clock_of_a_live_store before insert or update of clock_offset_ms on clinic
    for each row execute function clock_of_a_live_store()`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
