import { sql } from 'kysely';
import { closedAs } from '../../domain/words/choices';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { endWithGate } from '../escalation/escalations';

/** The rows of the open questions of an enrolment: their ids by key. */
export async function openGateIds(tx: Tx, enrolmentId: string): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('gate')
    .select(['key', 'id'])
    .where('enrolment_id', '=', enrolmentId)
    .where('status', '=', 'open')
    .execute();
  return new Map(rows.map(({ key, id }) => [key, id]));
}

export type Decision = {
  enrolmentId: string;
  gate: string;
  choice: string;
  staffId: string;
  at: Instant;
};

/**
 * Closes the open gate with the name of who decided, and the escalation about it. The fact itself is an event, accepted by
 * the core before this. Returns the ladders that have ended.
 */
export async function decideGate(tx: Tx, decision: Decision): Promise<string[]> {
  const { enrolmentId, staffId, at } = decision;
  const as = closedAs(decision.choice);
  const { rows } = await sql<{ key: string }>`
    update gate set status = ${as}, decided_by = ${staffId}, decided_at = ${new Date(at)}
    where enrolment_id = ${enrolmentId} and gate = ${decision.gate} and status = 'open' returning key`.execute(tx);
  const ended: string[] = [];
  for (const { key } of rows) ended.push(...(await endWithGate(tx, { enrolmentId, gate: key, as, staffId, at })));
  return ended;
}
