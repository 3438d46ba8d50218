import type { SignalClass, Tier } from '../../domain/instrument/types';
import type { Instant } from '../../domain/words/time';

/** Something a human must see. */
export type NewSignal = {
  clinicId: string;
  patientId: string;
  enrolmentId: string | null;
  checkInId?: string | null;
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
