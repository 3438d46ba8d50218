import { sql } from 'kysely';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import type { SignalClass, Tier } from '../../domain/instrument/types';

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

/** Something a human must see. */
export type NewSignal = {
  clinicId: string;
  patientId: string;
  enrolmentId: string | null;
  checkInId?: string | null;
  tier: Tier;
  class: SignalClass;
  /** The clinic's ladder the rule names; without one, or where the clinic has none of that name, the class's. */
  policy?: string | undefined;
  /** The question it is about, by its key in the enrolment: asked again, it joins the escalation that is open about it. */
  gate?: string | undefined;
  /** Id of the rule that was met; no free text. */
  rule: string;
  /** check-in / item / answer revision / rule, or the core's business key: unique for ever. */
  signalKey: string;
  at: Instant;
};
