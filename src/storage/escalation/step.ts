import { sql } from 'kysely';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';

export type StepKind =
  | 'raised'
  | 'joined'
  | 'new-round'
  | 'told'
  | 'passed-empty'
  | 'exhausted'
  | 'repeated'
  | 'not-reached'
  | 'acknowledged'
  | 'acknowledgement-voided'
  | 'acknowledgement-expired'
  | 'duty-began'
  | 'could-not-reach'
  | 'resolved';

export type Step = {
  escalationId: string;
  round: number;
  rung: number;
  what: StepKind;
  at: Instant;
  staffId?: string;
  /** Ids and numbers only. */
  detail?: Record<string, string | number | boolean>;
};

/** What happened to an escalation, append-only: who was told when is the proof of the promise. */
export async function appendStep(tx: Tx, step: Step): Promise<void> {
  await sql`insert into escalation_step (escalation_id, round, rung, what, staff_id, at, detail)
    values (${step.escalationId}, ${step.round}, ${step.rung}, ${step.what}, ${step.staffId ?? null}, ${new Date(step.at)},
      ${JSON.stringify(step.detail ?? {})})`.execute(tx);
}
