import { settleBounce } from '../../../activities/settle-bounce';
import type { ApiDeps } from '../../../api/deps';
import type { Handover, Outcome } from '../../domain/words/message';
import type { Tx } from '../../storage/tx/connection';

/** Longer than a hand-over within one transaction can take. */
const SECONDS = 60;

/** What becomes of a mail that nobody sends: the ledger is told, and whoever lives the course reads it. */
export type Postman = (handover: Handover) => Promise<Outcome>;

/** One message out of the house as the dispatcher hands it over: claimed, its guard looked at again, settled. */
export async function handOver(deps: ApiDeps, tx: Tx, messageId: string, postman: Postman): Promise<void> {
  const { messages } = deps.store;
  await messages.claimThese(tx, [messageId], SECONDS);
  for (const handover of await messages.beginAttempts(tx, [messageId], SECONDS)) {
    await messages.beginData(tx, [handover.attemptId]);
    const settlement = { attemptId: handover.attemptId, to: handover.to, outcome: await postman(handover) };
    const { outcome } = settlement;
    if (outcome.outcome === 'refused' && outcome.hardBounce) await settleBounce(deps, settlement);
    else await messages.settle(tx, [settlement]);
  }
}
