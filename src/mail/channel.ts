import type { Handover, Outcome } from '../domain/words/message';

/**
 * Every way out of the building. `deliver` never throws for what the other side does: that is an outcome. It waits for
 * `textBegins` before the first byte of the text leaves, and sends nothing when that fails: only so can somebody who finds
 * the attempt later tell what never left from what may have arrived.
 */
export type Channel = {
  deliver(handover: Handover, textBegins: () => Promise<void>): Promise<Outcome>;
};
