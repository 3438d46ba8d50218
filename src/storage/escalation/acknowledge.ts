import { DomainError } from '../../domain/error';
import { mayHold } from '../../domain/escalation/outcome';
import { MINUTE } from '../../domain/time';
import { clinicNow } from '../clock';
import type { Tx } from '../connection';
import { withholdForEscalation } from '../messages';
import { one, type EscalationView } from './list';
import { lockForActor, type Actor } from './lock';
import { refuseStale } from './stale';
import { appendStep } from './step';

export type Acknowledgement = {
  id: string;
  staff: Actor;
  /** What the person had in view; left out, it counts for what is there now. */
  revision?: number | undefined;
};

/**
 * A named person holds it from now on: the paging stops until the acknowledgement expires. Somebody else may take it over;
 * both are in the steps. The revision stays, because nothing about the patient has changed.
 */
export async function acknowledge(tx: Tx, { id, staff, revision }: Acknowledgement): Promise<EscalationView> {
  const found = await lockForActor(tx, staff, id);
  if (staff.staffId === null || !mayHold(staff.role, found.class)) {
    throw new DomainError('not-allowed', 'Only a named coordinator, clinician or lead can acknowledge an escalation.');
  }
  if (found.status === 'resolved') {
    throw new DomainError(
      'not-possible-now',
      'This escalation is already resolved: there is nothing left to acknowledge.',
    );
  }
  await refuseStale(tx, found, revision);

  const now = await clinicNow(tx, found.clinicId);
  const until = new Date(now + Math.max(found.policy.acknowledgementMinutes, 1) * MINUTE);
  await tx
    .updateTable('escalation')
    .set({
      status: 'acknowledged',
      acknowledged_by: staff.staffId,
      acknowledged_at: new Date(now),
      acknowledged_until: until,
      next_due_at: until,
    })
    .where('id', '=', id)
    .execute();
  await appendStep(tx, {
    escalationId: id,
    round: found.round,
    rung: found.rung,
    what: 'acknowledged',
    at: now,
    staffId: staff.staffId,
  });
  await withholdForEscalation(tx, id, 'acknowledged');
  return one(tx, staff.clinicId, id);
}
