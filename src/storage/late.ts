import { sql, type RawBuilder } from 'kysely';
import type { Tx } from './connection';

// What is late and looked after by nobody: the one query that heals a lost nudge, a lost engine or a restored database.

const SWEEP_LOCK = 4107;

/** Whether this transaction may sweep; nobody else may until it ends. */
export async function takeSweepLock(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${SWEEP_LOCK}) as mine`.execute(tx);
  return rows[0]?.mine === true;
}

/**
 * Rows whose instant lies `afterSeconds` back (clinic time) and that nobody nudged in the last minute (wall clock;
 * doubling to ten), oldest first. Stamped in the claiming statement, so that two sweeps never nudge twice.
 */
async function claimLate(tx: Tx, from: LatePlace, afterSeconds: number, limit: number): Promise<string[]> {
  const { table, due, open } = from;
  const { rows } = await sql<{ id: string }>`
    update ${sql.table(table)} set nudged_at = clock_timestamp(), nudges = least(nudges + 1, 10)
    where id in (
      select e.id from ${sql.table(table)} e join clinic c on c.id = e.clinic_id
      where ${open} and ${due} <= clock_timestamp() + c.clock_offset_ms * interval '1 millisecond' - ${afterSeconds} * interval '1 second'
        and (e.nudged_at is null or e.nudged_at < clock_timestamp() - least(60 * 2 ^ greatest(e.nudges - 1, 0), 600) * interval '1 second')
      order by ${due} limit ${limit} for no key update of e skip locked)
    returning id`.execute(tx);
  return rows.map((row) => row.id);
}

type LatePlace = { table: 'enrolment' | 'escalation'; due: RawBuilder<unknown>; open: RawBuilder<unknown> };

const wakes: LatePlace = { table: 'enrolment', due: sql`e.wake_at`, open: sql`true` };
const rungs: LatePlace = { table: 'escalation', due: sql`e.next_due_at`, open: sql`e.status <> 'resolved'` };

/** Enrolments whose wake has passed. */
export const claimLateEnrolments = (tx: Tx, afterSeconds: number, limit: number): Promise<string[]> =>
  claimLate(tx, wakes, afterSeconds, limit);

/** Ladders whose next deadline has passed. */
export const claimLateEscalations = (tx: Tx, afterSeconds: number, limit: number): Promise<string[]> =>
  claimLate(tx, rungs, afterSeconds, limit);

/** Everything that is open, for `throughline recover`: after the engine's own store was lost or replaced. */
export async function everythingOpen(tx: Tx): Promise<{ enrolments: string[]; escalations: string[] }> {
  const enrolments = await tx
    .selectFrom('enrolment')
    .select('id')
    .where('wake_at', 'is not', null)
    .orderBy('wake_at')
    .execute();
  const escalations = await tx
    .selectFrom('escalation')
    .select('id')
    .where('status', '<>', 'resolved')
    .orderBy('raised_at')
    .execute();
  return { enrolments: enrolments.map((row) => row.id), escalations: escalations.map((row) => row.id) };
}
