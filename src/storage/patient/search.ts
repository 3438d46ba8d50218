import { type RawBuilder, sql } from 'kysely';
import type { LocalDate } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { person, type PersonRow } from './person';

export type SearchRow = {
  person: PersonRow;
  /** The newest open enrolment, else the newest; null: none. */
  enrolment: {
    id: string;
    status: string;
    pathway: { id: string; version: number };
    tracks: { track: string; stage: string }[];
  } | null;
  openItems: { now: number; today: number; digest: number; tasks: number };
};

/** What was typed into the search box, taken apart: all of it must fit. */
export type Sought = {
  /** Without the birth date. */
  text: string;
  words: string[];
  born: LocalDate | null;
  /** Where the text can be a telephone number. */
  phone: string | null;
};

const MOST = 20;

type Piece = RawBuilder<unknown>;

/** A word of the index by its beginning. Quoted, so that what was typed is never an operator. */
const begins = (kind: string, text: Piece): Piece =>
  sql`('''' || replace(replace(${sql.lit(kind)} || ${text}, '\\', '\\\\'), '''', '''''') || ''':*')`;

/** Each word is the beginning of a part of a name, of the reference or of the address. */
const byWords = (words: string[]): Piece => sql`(
  select string_agg('(' || ${begins('r', sql`fold_key(word)`)} || ' | ' || ${begins('m', sql`fold_key(word)`)} ||
    coalesce(' | (' || (select string_agg(${begins('n', sql`part`)}, ' & ') from unnest(search_parts(regexp_replace(word, '[-‐-―]', ' ', 'g'))) part) || ')', '')
    || ')', ' & ') from unnest(${words}::text[]) word where fold_key(word) <> '')`;

/** From its beginning, with or without the code of the country; or its last digits, a nought among them. */
const byPhone = (phone: string): Piece => sql`(
  select string_agg(${begins('p', sql`digits`)} || ' | ' || ${begins('q', sql`reverse(digits)`)}, ' | ') || ' | ' ||
    ${begins('q', sql`reverse(regexp_replace(${phone}::text, '[^0-9]', '', 'g'))`)}
  from (select substr(phone_key(${phone}), skip) as digits
    from unnest(case when ${phone} ~ '^\\s*([+]|00)' then array[1, 2, 3, 4] else array[1] end) skip) each_of
  where length(digits) >= 3)`;

/**
 * At most twenty patients of a clinic whom all of it fits, the exact reference first; one more says that there are more. A
 * merged record is found as the one that was kept. One statement, by one index.
 */
export async function searchPatients(
  tx: Tx,
  clinicId: string,
  { text, words, born, phone }: Sought,
): Promise<{ rows: SearchRow[]; more: boolean }> {
  const any = [
    ...(words.length === 0 ? [] : [byWords(words), begins('r', sql`fold_key(${text})`)]),
    ...(phone === null ? [] : [byPhone(phone)]),
  ].map((each) => sql`coalesce(${each}, '')`);
  const typed = any.length === 0 ? sql`''` : sql`array_to_string(array_remove(array[${sql.join(any)}], ''), ' | ')`;
  const day = born === null ? sql`''` : begins('b', sql`${born}::text`);
  const { rows } = await sql<SearchRow>`
    with asked as (
      select array_to_string(array_remove(array['(' || nullif(${typed}, '') || ')', nullif(${day}, '')], null), ' & ')::tsquery as query),
    found as (
      select distinct coalesce(p.merged_into, p.id) as id from asked, patient p
      where p.clinic_id = ${clinicId} and not p.hidden and p.search_words @@ asked.query)
    select ${person} as person, ${enrolment} as enrolment, ${openItems} as "openItems"
    from (select p.* from found join patient p on p.id = found.id and not p.hidden
      order by p.reference_key = fold_key(${text}) desc, lower(p.family_name), lower(p.given_name), p.born_on, p.id
      limit ${MOST + 1}) p
    order by p.reference_key = fold_key(${text}) desc, lower(p.family_name), lower(p.given_name), p.born_on, p.id`.execute(
    tx,
  );
  return { rows: rows.slice(0, MOST), more: rows.length > MOST };
}

const enrolment = sql`(
  select jsonb_build_object('id', e.id, 'status', e.status, 'tracks', coalesce(e.tracks, '[]'),
    'pathway', jsonb_build_object('id', e.pathway_id, 'version', e.pathway_version))
  from enrolment e where e.patient_id = p.id order by e.status = 'ended', e.created_at desc limit 1)`;

const ofTier = (tier: string) => sql`${sql.lit(tier)}, count(*) filter (where x.tier = ${sql.lit(tier)})`;
const openItems = sql`(
  select jsonb_build_object(${sql.join(['now', 'today', 'digest'].map(ofTier))}, 'tasks',
    (select count(*) from enrolment e join task t on t.enrolment_id = e.id and t.status = 'open' where e.patient_id = p.id)
    + (select count(*) from task t where t.enrolment_id is null and t.patient_id = p.id and t.status = 'open'))
  from escalation x where x.patient_id = p.id and x.status <> 'resolved' and x.class <> 'canary')`;
