import { sql } from 'kysely';
import { classes, may, whoMay } from '../../domain/words/authority';
import { DomainError } from '../../domain/words/error';
import { MINUTE } from '../../domain/words/time';
import { clinicNow } from '../tx/fragments';
import type { Tx } from '../tx/connection';
import { withholdForEscalation } from '../message/messages';
import { type Actor, type LockedEscalation, lockForActor, refuseStale } from './lock';
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
export async function acknowledge(tx: Tx, { id, staff, revision }: Acknowledgement): Promise<void> {
  const found = await lockForActor(tx, staff, id);
  const right = classes[found.class];
  if (staff.staffId === null || !(may(right, staff) || (await wasTold(tx, found, staff.staffId)))) {
    const who = `${whoMay(right)}, or whoever this ladder told`;
    throw new DomainError('not-allowed', `You may not acknowledge this escalation. It is for: ${who}.`);
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
}

/** Whoever its ladder told can say "I have it": the last rung is often a service manager. A canary is nobody's. */
async function wasTold(tx: Tx, found: LockedEscalation, staffId: string): Promise<boolean> {
  if (found.class === 'canary') return false;
  const { rows } = await sql`select from escalation_step where escalation_id = ${found.id} and staff_id = ${staffId}
    and what in ('told', 'exhausted', 'repeated') limit 1`.execute(tx);
  return rows.length > 0;
}
