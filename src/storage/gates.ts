import { sql } from 'kysely';
import type { Instant } from '../domain/time';
import type { Tx } from './connection';

export type Decision = {
  enrolmentId: string;
  gate: string;
  choice: 'approve' | 'decline';
  staffId: string;
  at: Instant;
};

const statusAfter = { approve: 'approved', decline: 'declined' } as const;

/** Closes the open gate with the name of who decided. The fact itself is an event, accepted by the core before this. */
export async function decideGate(tx: Tx, decision: Decision): Promise<void> {
  await sql`update gate set status = ${statusAfter[decision.choice]}, decided_by = ${decision.staffId}, decided_at = ${new Date(decision.at)}
    where enrolment_id = ${decision.enrolmentId} and gate = ${decision.gate} and status = 'open'`.execute(tx);
}
