import type { EnrolmentState } from './state';

/** Routine messages wait for a person: an escalation is open, or an end was taken back and nobody has looked yet. */
export function isHeld({ holds, onHold }: EnrolmentState): boolean {
  return holds.length > 0 || onHold != null;
}
