import { sql } from 'kysely';

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
