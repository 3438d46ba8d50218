import { sql } from 'kysely';
import type { Db } from '../tx/connection';

/**
 * The language a patient is spoken to in, over the aliases p (patient) and v (pathway_version): the patient's own, or its
 * base (`en` for `en-GB`), if the pathway declares it, for then every text of it is there; else the pathway's first one.
 * Decided in this one place, so that mails, pages, questions and safety texts never mix.
 */
export const spokenLanguage = sql<string>`(
  select coalesce(
    (select named from jsonb_array_elements_text(declared.languages) named
      where named in (p.language, split_part(p.language, '-', 1)) order by named = p.language desc limit 1),
    declared.languages ->> 0)
  from (select v.languages) declared)`;

/** The emergency texts of a language in the settings of a clinic, without its help pages: its own, its base, or English (as domain textIn). */
export const mailTextsIn = (settings: ReturnType<typeof sql>, language: ReturnType<typeof sql>) => sql`coalesce(
  ${settings} -> 'texts' -> ${language}, ${settings} -> 'texts' -> split_part(${language}, '-', 1), ${settings} -> 'texts' -> 'en'
) - 'help'`;

/** How somebody is spoken with: for whoever rings. `spoken` is the language we write in; null outside a pathway. */
export type Speech = {
  language: string;
  spoken: string | null;
  interpreter: string | boolean;
  helper: string | boolean;
};

/** Over the aliases p (patient) and v (pathway_version). */
export const speech = sql<Speech>`jsonb_build_object('language', p.language,
  'spoken', case when v.pathway_id is not null then ${spokenLanguage} end,
  'interpreter', coalesce(p.access -> 'interpreter', 'false'), 'helper', coalesce(p.access -> 'helper', 'false'))`;

const known = new WeakMap<Db, Promise<ReadonlySet<string>>>();

/** Every time zone that the database can compute with; read once, because each look goes through its files. */
export function zonesKnown(db: Db): Promise<ReadonlySet<string>> {
  const found = known.get(db) ?? readZones(db);
  known.set(db, found);
  found.catch(() => known.delete(db));
  return found;
}

async function readZones(db: Db): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`select name from pg_timezone_names`.execute(db);
  return new Set(rows.map(({ name }) => name));
}
