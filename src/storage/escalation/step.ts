import { sql } from 'kysely';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import type { SignalClass, Tier } from '../../domain/instrument/types';
import type { ClinicSettings } from '../../domain/words/clinic';
import { planStaffAlert } from '../message/staff-alerts';
import { reachable } from './alert';
import { lockEscalation } from './lock';
import { saidOfNext } from './next';

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
  | 'handed-over'
  | 'snoozed'
  | 'snooze-voided'
  | 'acknowledgement-voided'
  | 'acknowledgement-expired'
  | 'duty-began'
  | 'could-not-reach'
  | 'contact-attempt'
  | 'no-contact-step'
  | 'resolved';

export type Step = {
  escalationId: string;
  round: number;
  rung: number;
  what: StepKind;
  at: Instant;
  staffId?: string | null;
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
  /** The report whose safety questions it came from, or which it is. */
  reportId?: string | null;
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

type Climbing = { id: string; revision: number; answerBy: Instant };

/**
 * Something of another kind has joined a ladder that climbs: everybody who was told in this round hears of it at once,
 * also whose duty is over, for they may be on their way. The rungs keep their times.
 */
export async function tellNews(
  tx: Tx,
  { id: escalationId, revision, answerBy }: Climbing,
  clinic: { settings: ClinicSettings; now: Instant },
): Promise<void> {
  const ladder = await lockEscalation(tx, escalationId);
  const { clinicId, round, rung } = ladder;
  const { rows } = await sql<{ staffId: string; email: string | null; pagerUrl: string | null }>`
    select m.id as "staffId", m.email, m.pager_url as "pagerUrl" from staff_member m where m.active and exists (
      select from escalation_step s where s.escalation_id = ${escalationId} and s.round = ${round} and s.staff_id = m.id
        and s.what in ('told', 'exhausted', 'repeated'))
    order by m.id`.execute(tx);
  const after = await saidOfNext(tx, clinicId, ladder, clinic);
  const alert = { clinicId, escalationId, round, rung, repeat: 0, answerBy, news: revision, ...after };
  for (const { staffId, channels } of reachable(rows)) {
    for (const channel of channels) await planStaffAlert(tx, { ...alert, staffId, channel });
  }
}
