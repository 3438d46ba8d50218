import { isPausedAt } from './occurrences';
import type { EnrolmentState } from './state';
import type { Instant } from './time';

/** Whether mail may go to the patient at all: leave to write, and an address that works. */
export function mayWrite(state: EnrolmentState): boolean {
  return !state.ended && state.emailConsent && state.reach.hasEmail && !state.undeliverable && !state.messagesEnded;
}

/** Whether what opens at an instant is asked by mail. If not, only a person can ask. */
export function isAskedByMail(state: EnrolmentState, at: Instant): boolean {
  return mayWrite(state) && !isPausedAt(state, at);
}
