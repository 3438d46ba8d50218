import { sql } from 'kysely';
import type { Tx } from '../tx/connection';

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
