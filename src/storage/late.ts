import { sql } from 'kysely';
import type { Tx } from './connection';

// What is late and looked after by nobody: the one query that heals a lost nudge, a lost engine or a restored database.

const SWEEP_LOCK = 4107;

/** Whether this transaction may sweep; nobody else may until it ends. */
export async function takeSweepLock(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${SWEEP_LOCK}) as mine`.execute(tx);
  return rows[0]?.mine === true;
}

/**
 * Enrolments whose wake lies `afterSeconds` back (clinic time) and that nobody nudged in the last minute
 * (wall clock; doubling to ten), oldest first. Stamped in the claiming statement, so that two sweeps never nudge twice.
 */
export async function claimLateEnrolments(tx: Tx, afterSeconds: number, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update enrolment set nudged_at = clock_timestamp(), nudges = least(nudges + 1, 10)
    where id in (
      select e.id from enrolment e join clinic c on c.id = e.clinic_id
      where e.wake_at <= clock_timestamp() + c.clock_offset_ms * interval '1 millisecond' - ${afterSeconds} * interval '1 second'
        and (e.nudged_at is null or e.nudged_at < clock_timestamp() - least(60 * 2 ^ greatest(e.nudges - 1, 0), 600) * interval '1 second')
      order by e.wake_at limit ${limit} for no key update of e skip locked)
    returning id`.execute(tx);
  return rows.map((row) => row.id);
}

/** The same for ladders whose next deadline has passed. */
export async function claimLateEscalations(tx: Tx, afterSeconds: number, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update escalation set nudged_at = clock_timestamp(), nudges = least(nudges + 1, 10)
    where id in (
      select e.id from escalation e join clinic c on c.id = e.clinic_id
      where e.status <> 'resolved'
        and e.next_due_at <= clock_timestamp() + c.clock_offset_ms * interval '1 millisecond' - ${afterSeconds} * interval '1 second'
        and (e.nudged_at is null or e.nudged_at < clock_timestamp() - least(60 * 2 ^ greatest(e.nudges - 1, 0), 600) * interval '1 second')
      order by e.next_due_at limit ${limit} for no key update of e skip locked)
    returning id`.execute(tx);
  return rows.map((row) => row.id);
}

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
