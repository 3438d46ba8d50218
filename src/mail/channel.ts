import type { Handover, Outcome } from '../domain/message';

/** Every way out of the building. `deliver` never throws for what the other side does: that is an outcome. */
export type Channel = {
  deliver(handover: Handover): Promise<Outcome>;
};
