import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../../domain/words/time';
import type { Tx } from './connection';

/** The clinic's time: the wall clock plus the offset of a demonstration store. Taken after the locks, once per transaction. */
export async function clinicNow(tx: Tx, clinicId: string): Promise<Instant> {
  const { rows } = await sql<{ now: Instant }>`select clinic_now(${clinicId}) as now`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error('clinic_now answered nothing');
  return row.now;
}

/**
 * A window of a list that is ordered by an instant and then by id: everything after the last row that was seen. `rank`
 * stands before both in lists that have one, and is 0 in the others.
 */
export type Page = { limit: number; after: { rank: number; at: Instant; id: string } | null };

/** What a list is ordered by, as its statement names it. */
type Order = { rank?: RawBuilder<unknown>; at: RawBuilder<unknown>; id: RawBuilder<unknown>; newestFirst?: boolean };

/**
 * "and …": what stands behind the last row that was seen. By the row's own place and never by a count, so that rows that
 * arrive meanwhile push nothing out of a page and nothing into the next.
 */
export function following({ after }: Page, { rank, at, id, newestFirst = false }: Order): RawBuilder<unknown> {
  if (after === null) return sql``;
  const place = sql.join([...(rank ? [rank] : []), at, id]);
  const seen = sql.join([
    ...(rank ? [sql`${after.rank}::int`] : []),
    sql`${new Date(after.at)}::timestamptz`,
    sql`${after.id}::uuid`,
  ]);
  return newestFirst ? sql`and (${place}) < (${seen})` : sql`and (${place}) > (${seen})`;
}

// Pieces of statements that several aggregates need: what they say is said here once.

type Piece = RawBuilder<unknown>;

/** The consent in force for mail of a patient, by id; null where it was never asked. */
export const mailConsentOf = (patientId: Piece): Piece =>
  sql`(select given from consent where patient_id = ${patientId} and channel = 'email' order by recorded_at desc, id desc limit 1)`;

/** An instant in stored JSON, where it is one: a state that cannot be read hides nobody. */
export const asInstant = (json: Piece): Piece => sql`case when jsonb_typeof(${json}) = 'number'
  then to_timestamp((${json} #>> '{}')::float8 / 1000) end`;

/** An instant as the number of milliseconds that it is outside the database. */
export const msOf = (at: Piece): Piece => sql`floor(extract(epoch from ${at}) * 1000)::bigint`;

/** The rows of a list in the stored state of an enrolment (alias e), where it is one. */
export const listIn = (path: string): Piece => sql`jsonb_array_elements(
  case when jsonb_typeof(e.snapshot #> ${path}::text[]) = 'array' then e.snapshot #> ${path}::text[] else '[]' end)`;

/** 1 is the most urgent. */
export const urgencyOf = (tier: Piece): Piece => sql`array_position(array['now', 'today', 'digest'], ${tier})`;

/** The clinic's time at this moment, where a statement has the clinic's row at hand. Otherwise: clinic_now(id). */
export const timeAt = (offsetMs: Piece): Piece =>
  sql`(clock_timestamp() + ${offsetMs} * interval '1 millisecond')::timestamptz(3)`;

/**
 * How a mail or a page says whose it is, over the alias p (patient): by given name. Where somebody else of that name has
 * the same mail address, with the first of these that tells the two apart: family name, year of birth, reference. Never the
 * day and month of birth, which a link may ask for.
 */
export const calledBy = sql<string>`(
  select p.given_name || case
      when count(*) = 0 then ''
      when bool_and(other.name_key is distinct from p.name_key) then ' (' || p.family_name || ')'
      when bool_and(date_part('year', other.born_on) <> date_part('year', p.born_on))
        then ' (' || date_part('year', p.born_on) || ')'
      else ' (' || p.reference || ')' end
  from patient other where other.clinic_id = p.clinic_id and other.email_key = p.email_key and other.id <> p.id
    and fold_key(other.given_name) = fold_key(p.given_name) and other.merged_into is null and not other.hidden)`;
