import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../tx/connection';

// What nobody needs any more. By the wall clock, because it is about keys, sessions and disks; only how long ago a
// check-in ended is the clinic's. Facts, answers, journal, audit and the ledger are never in this list.

const idempotencyKeys = 30;
const caughtMail = 30;
const watchRounds = 7;
/** A mail is found again in a mailbox after months, and its link still says whom to ring, and stops the messages. */
const links = 400;
/** A catcher that demonstrates a year in a minute writes what a year would. */
const MOST_CAUGHT = 20_000;

type Rule = { table: string; gone: RawBuilder<unknown> };

const rules: readonly Rule[] = [
  { table: 'idempotency_key', gone: sql`t.created_at < clock_timestamp() - ${idempotencyKeys} * interval '1 day'` },
  { table: 'patient_session', gone: sql`t.expires_at < clock_timestamp() - interval '1 day'` },
  {
    table: 'link',
    gone: sql`exists (select from check_in k where k.id = t.check_in_id
      and k.closes_at < clinic_now(k.clinic_id) - ${links} * interval '1 day')
      or exists (select from appointment a where a.id = t.appointment_id
        and a.at < clinic_now(a.clinic_id) - ${links} * interval '1 day')
      or exists (select from problem_report r where r.id = t.problem_report_id
        and r.started_at < clinic_now(r.clinic_id) - ${links} * interval '1 day')`,
  },
  {
    table: 'caught_mail',
    gone: sql`(t.id < uuidv7(${caughtMail} * interval '-1 day')
      or t.id < (select id from caught_mail order by id desc offset ${MOST_CAUGHT} limit 1))`,
  },
  { table: 'staff_session', gone: sql`t.started_at < clock_timestamp() - interval '2 days'` },
  // The newest mark of a clinic is what its screens go by; what a restore brought from another server never is.
  {
    table: 'pulse',
    gone: sql`t.at < clock_timestamp() - interval '1 day' and (t.xid >= pg_snapshot_xmax(pg_current_snapshot())
      or exists (select from pulse newer where newer.clinic_id = t.clinic_id and newer.xid > t.xid
        and newer.xid < pg_snapshot_xmax(pg_current_snapshot())))`,
  },
  { table: 'watch_round', gone: sql`t.at < clock_timestamp() - ${watchRounds} * interval '1 day'` },
];

const AT_ONCE = 1000;
/** So many deletes in one go, each of its own: the sweeper has alerts to look after, and comes back for the rest. */
const MOST_DELETES = 20;

/** Once a day, by whichever worker is first. Returns how many rows went; the rest of a large heap goes with the next calls. */
export async function tidy(db: Db, { atOnce = AT_ONCE, mostDeletes = MOST_DELETES } = {}): Promise<number> {
  const mine = await sql`insert into tidied (at) values (clock_timestamp())
    on conflict (one) do update set at = clock_timestamp() where tidied.at < clock_timestamp() - interval '1 day'`.execute(
    db,
  );
  if ((mine.numAffectedRows ?? 0n) === 0n) return 0;
  let deletes = 0;
  let removed = 0;
  for (const { table, gone } of rules) {
    for (let full = true; full;) {
      if (deletes === mostDeletes) {
        await sql`delete from tidied`.execute(db);
        return removed;
      }
      const { numAffectedRows } = await sql`delete from ${sql.table(table)}
        where ctid = any(array(select t.ctid from ${sql.table(table)} t where ${gone} limit ${atOnce}))`.execute(db);
      deletes += 1;
      removed += Number(numAffectedRows ?? 0n);
      full = Number(numAffectedRows ?? 0n) === atOnce;
    }
  }
  return removed;
}
