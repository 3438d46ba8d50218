import { DomainError } from '../../domain/words/error';
import type { Tx } from '../tx/connection';
import type { LockedEscalation } from './lock';

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
