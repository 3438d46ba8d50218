import { sql } from 'kysely';
import { DomainError } from '../../domain/words/error';
import type { SignalClass } from '../../domain/instrument/types';
import type { Role } from '../../domain/words/authority';
import type { LadderFacts } from '../../domain/escalation/ladder';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';

/** Who acts on an escalation: any principal of the API fits. */
export type Actor = { clinicId: string; staffId: string | null; role: Role };

export type LockedEscalation = LadderFacts & {
  id: string;
  clinicId: string;
  patientId: string;
  class: SignalClass;
  revision: number;
  acknowledgedBy: string | null;
};

/** The columns of an escalation whose ladder begins anew, told first at `firstAt`. */
export const fromTheFirstRung = (firstAt: Instant) => ({
  status: 'open' as const,
  rung: 0,
  repeats: 0,
  exhausted_at: null,
  rung_until: null,
  acknowledged_by: null,
  acknowledged_at: null,
  acknowledged_until: null,
  next_due_at: new Date(firstAt),
});

/** A statement of its own, before any other lock of the transaction. Taking it twice costs nothing. */
export async function lockPatientRow(tx: Tx, patientId: string): Promise<void> {
  await sql`select from patient where id = ${patientId} for no key update`.execute(tx);
}

/** For what people do: the patient first, then the escalation, both within the actor's clinic. */
export async function lockForActor(tx: Tx, actor: Actor, id: string): Promise<LockedEscalation> {
  const found = await tx
    .selectFrom('escalation')
    .select('patient_id')
    .where('id', '=', id)
    .where('clinic_id', '=', actor.clinicId)
    .executeTakeFirst();
  if (!found) throw new DomainError('not-found', 'There is no such escalation in this clinic.');
  await lockPatientRow(tx, found.patient_id);
  return lockEscalation(tx, id);
}

/** For the ladder, which writes nothing about the patient: the escalation alone. */
export async function lockEscalation(tx: Tx, id: string): Promise<LockedEscalation> {
  const { rows } = await sql<LockedEscalation>`
    select id, clinic_id as "clinicId", patient_id as "patientId", tier, class, status, policy, revision, round, rung, repeats,
      next_due_at as "nextDueAt", rung_until as "rungUntil", exhausted_at as "exhaustedAt", acknowledged_by as "acknowledgedBy", acknowledged_until as "acknowledgedUntil"
    from escalation where id = ${id} for update`.execute(tx);
  const row = rows[0];
  if (!row) throw new DomainError('not-found', 'There is no such escalation.');
  return row;
}

/** Whoever acts must have seen every signal: otherwise the answer says which ones are new. */
export async function refuseStale(tx: Tx, found: LockedEscalation, seen: number | undefined): Promise<void> {
  if (seen === undefined || seen === found.revision) return;
  const news = await tx
    .selectFrom('escalation_signal')
    .select(['id', 'rule', 'class', 'enrolment_id as enrolmentId', 'at'])
    .where('escalation_id', '=', found.id)
    .where('revision', '>', seen)
    .orderBy('at')
    .orderBy('id')
    .execute();
  throw new DomainError(
    'stale-revision',
    `The escalation has changed since revision ${seen}: it is now at revision ${found.revision}. Read it again, then act.`,
    { revision: found.revision, newSignals: news },
  );
}
