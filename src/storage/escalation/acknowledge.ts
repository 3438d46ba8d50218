import { MINUTE } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { hold, type Holding, lockToHold } from './hold';
import { appendStep } from './step';

/**
 * A named person holds it from now on: the paging stops until the acknowledgement expires. Somebody else may take it over;
 * both are in the steps.
 */
export async function acknowledge(tx: Tx, wanted: Holding): Promise<void> {
  const { found, staffId, now } = await lockToHold(tx, wanted, 'acknowledge');
  const until = now + Math.max(found.policy.acknowledgementMinutes, 1) * MINUTE;
  await hold(tx, found.id, { by: staffId, now, until, nextDueAt: until });
  await appendStep(tx, {
    ...{ escalationId: found.id, round: found.round, rung: found.rung },
    ...{ what: 'acknowledged', at: now, staffId },
  });
}
