import { sql } from 'kysely';

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
  from (select coalesce(v.content -> 'languages', '["en"]') as languages) declared)`;

/** The emergency texts of a language in the settings of a clinic, without its help pages: its own, its base, or English (as domain textIn). */
export const mailTextsIn = (settings: ReturnType<typeof sql>, language: ReturnType<typeof sql>) => sql`coalesce(
  ${settings} -> 'texts' -> ${language}, ${settings} -> 'texts' -> split_part(${language}, '-', 1), ${settings} -> 'texts' -> 'en'
) - 'help'`;
