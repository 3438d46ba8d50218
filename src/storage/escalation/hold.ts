import { sql } from 'kysely';
import { classes, may, whoMay } from '../../domain/words/authority';
import { DomainError } from '../../domain/words/error';
import type { Instant } from '../../domain/words/time';
import { clinicNow } from '../tx/fragments';
import type { Tx } from '../tx/connection';
import { withholdForEscalation } from '../message/messages';
import { type Actor, type LockedEscalation, lockForActor, refuseStale } from './lock';

export type Holding = {
  id: string;
  staff: Actor;
  /** What the person had in view; left out, it counts for what is there now. */
  revision?: number | undefined;
};

/** Locked for somebody who may take it on, give it to another or put it off. `what` completes "You may not … this escalation". */
export async function lockToHold(
  tx: Tx,
  { id, staff, revision }: Holding,
  what: string,
): Promise<{ found: LockedEscalation; staffId: string; now: Instant }> {
  const found = await lockForActor(tx, staff, id);
  const right = classes[found.class];
  const { staffId } = staff;
  if (staffId === null || !(may(right, staff) || (await wasTold(tx, found, staffId)))) {
    const who = `${whoMay(right)}, or whoever this ladder told`;
    throw new DomainError('not-allowed', `You may not ${what} this escalation. It is for: ${who}.`);
  }
  if (found.status === 'resolved') {
    throw new DomainError('not-possible-now', `This escalation is already resolved: there is nothing left to ${what}.`);
  }
  await refuseStale(tx, found, revision);
  return { found, staffId, now: await clinicNow(tx, found.clinicId) };
}

/** The paging stops until then. The revision stays, because nothing about the patient has changed. `nextDueAt`: when to look. */
export async function hold(
  tx: Tx,
  id: string,
  { by, now, until, nextDueAt }: { by: string; now: Instant; until: Instant; nextDueAt: Instant },
): Promise<void> {
  await tx
    .updateTable('escalation')
    .set({
      status: 'acknowledged',
      acknowledged_by: by,
      acknowledged_at: new Date(now),
      acknowledged_until: new Date(until),
      next_due_at: new Date(nextDueAt),
    })
    .where('id', '=', id)
    .execute();
  await withholdForEscalation(tx, id, 'acknowledged');
}

/** Whoever its ladder told can say "I have it": the last rung is often a service manager. A canary is nobody's. */
async function wasTold(tx: Tx, found: LockedEscalation, staffId: string): Promise<boolean> {
  if (found.class === 'canary') return false;
  const { rows } = await sql`select from escalation_step where escalation_id = ${found.id} and staff_id = ${staffId}
    and what in ('told', 'exhausted', 'repeated') limit 1`.execute(tx);
  return rows.length > 0;
}
