import { sql } from 'kysely';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';

/** Only a correction opens what had ended. */
export function endedAt(before: string, status: string, at: Instant): { ended_at?: Date | null } {
  if (status === before) return {};
  if (status === 'ended') return { ended_at: new Date(at) };
  return before === 'ended' ? { ended_at: null } : {};
}

/** Makes an enrolment due at once (recover, sweeper tests); whoever sweeps next wakes it. */
export async function makeDue(tx: Tx, enrolmentId: string): Promise<void> {
  await sql`update enrolment set wake_at = clinic_now(clinic_id), nudges = 0, nudged_at = null where id = ${enrolmentId}`.execute(
    tx,
  );
}

/** Stable number of an enrolment, for spreading routine wakes. */
export const seedOf = (id: string): number => Number.parseInt(id.slice(-8), 16);
