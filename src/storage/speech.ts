import { sql } from 'kysely';
import { spokenLanguage } from './spoken-language';

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
