import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../tx/connection';

// What is late and looked after by nobody: the one query that heals a lost nudge, a lost engine or a restored database.

const SWEEP_LOCK = 4107;

/** Does the work unless another sweeper is at its own: then null. The lock ends with the work or with the connection. */
export function alone<T>(db: Db, work: () => Promise<T>): Promise<T | null> {
  return db.connection().execute(async (connection) => {
    const key = sql.val(SWEEP_LOCK);
    const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_lock(${key}) as mine`.execute(connection);
    if (rows[0]?.mine !== true) return null;
    try {
      return await work();
    } finally {
      await sql`select pg_advisory_unlock(${key})`.execute(connection);
    }
  });
}

type Place = 'enrolment' | 'escalation';
const places: Record<Place, { due: RawBuilder<unknown>; open: RawBuilder<unknown> }> = {
  enrolment: { due: sql`e.wake_at`, open: sql`true` },
  escalation: { due: sql`e.next_due_at`, open: sql`e.status <> 'resolved'` },
};

/** Whoever was nudged so lately is under way; later than that it was lost, or is stuck. */
const UNDER_WAY_SECONDS = 15;

/**
 * Rows whose instant lies `afterSeconds` back (clinic time) and that nobody nudged in the last minute (wall clock;
 * doubling to ten). At most so many that `most` are under way at once. Those never nudged come first, oldest first: what
 * stays late although it is nudged again and again never stands in front of the others.
 */
export async function findLate(tx: Tx, place: Place, afterSeconds: number, most: number): Promise<string[]> {
  const { due, open } = places[place];
  const { rows } = await sql<{ id: string }>`
    with late as materialized (
      select e.id, e.nudges, ${due} as due, e.nudged_at > clock_timestamp() - ${UNDER_WAY_SECONDS} * interval '1 second' as under_way,
        e.nudged_at is null
          or e.nudged_at < clock_timestamp() - least(60 * 2 ^ greatest(e.nudges - 1, 0), 600) * interval '1 second' as ready
      from ${sql.table(place)} e join clinic c on c.id = e.clinic_id
      where ${open} and ${due} <= clock_timestamp() + c.clock_offset_ms * interval '1 millisecond' - ${afterSeconds} * interval '1 second')
    select id from late where ready
    order by nudges, due limit greatest(${most}::int - (select count(*) from late where under_way), 0)`.execute(tx);
  return rows.map((row) => row.id);
}

/** These were nudged just now, and the engine took it: nobody looks for them again for a minute or more. */
export async function stampNudged(tx: Tx, place: Place, ids: readonly string[]): Promise<void> {
  await sql`update ${sql.table(place)} set nudged_at = clock_timestamp(), nudges = least(nudges + 1, 10)
    where id = any(${ids})`.execute(tx);
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

export { waysOut } from '../message/ways-out';

/** Answers only when the database is reached and has its tables: what saving an answer needs. */
export async function storeMode(tx: Tx): Promise<string | null> {
  const row = await tx.selectFrom('store').select('mode').executeTakeFirst();
  return row?.mode ?? null;
}

export type Lateness = { enrolments: number; oldestSeconds: number | null };

/** Enrolments that should have been looked at two minutes ago, as the watch counts them. */
export async function lateEnrolments(tx: Tx): Promise<Lateness> {
  const { rows } = await sql<Lateness>`
    select count(*)::int as enrolments, extract(epoch from max(clinic_now(clinic_id) - wake_at))::int as "oldestSeconds"
    from enrolment where wake_at < clinic_now(clinic_id) - interval '2 minutes'`.execute(tx);
  return rows[0] ?? { enrolments: 0, oldestSeconds: null };
}

/** The newest round of the watch: how long ago by the wall clock, and how much it found. */
export async function lastWatchRound(tx: Tx): Promise<{ ageSeconds: number; findings: number } | null> {
  const { rows } = await sql<{ ageSeconds: number; findings: number }>`
    select extract(epoch from clock_timestamp() - at)::int as "ageSeconds", coalesce(found, jsonb_array_length(findings)) as findings
    from watch_round order by at desc limit 1`.execute(tx);
  return rows[0] ?? null;
}
