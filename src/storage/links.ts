import { sql } from 'kysely';
import type { ClinicSettings } from '../domain/clinic';
import type { Tx } from './connection';

export { linkCodeHash } from './link-code';

/** Day and month as typed; the year is not asked, because the sheet beside the telephone often shows it. */
export type Birthday = { day: number; month: number };

const TRIES = 5;

/**
 * Whether the person who holds the link knows the birthday. The link's row is locked while it is counted, so that
 * parallel guesses are counted too. While locked even the right day is refused, in the same words.
 */
export async function birthdayMatches(tx: Tx, codeHash: Buffer, typed: Birthday): Promise<boolean> {
  const { rows } = await sql<{ matches: boolean; locked: boolean; tries: number }>`
    select coalesce(l.locked_until > clock_timestamp(), false) as locked,
      case when l.locked_until <= clock_timestamp() then 0 else l.wrong_tries end as tries,
      extract(day from p.born_on) = ${typed.day} and extract(month from p.born_on) = ${typed.month} as matches
    from link l join check_in c on c.id = l.check_in_id join patient p on p.id = c.patient_id
    where l.code_hash = ${codeHash} for update of l`.execute(tx);
  const link = rows[0];
  if (link === undefined || link.locked) return false;
  const tries = link.matches ? 0 : link.tries + 1;
  await sql`
    update link set wrong_tries = ${tries},
      locked_until = case when ${tries} >= ${TRIES}::int then clock_timestamp() + interval '1 hour' end
    where code_hash = ${codeHash}`.execute(tx);
  return link.matches;
}

/** Whose telephone to show to somebody whose link says nothing: known only where one clinic lives in the store. */
export async function onlyClinic(tx: Tx): Promise<ClinicSettings | null> {
  const rows = await tx.selectFrom('clinic').select('settings').limit(2).execute();
  return rows.length === 1 ? (rows[0]?.settings ?? null) : null;
}
