import type { SignalClass } from '../instrument/types';
import type { Role } from '../role';

/** What became of a signal. `could-not-reach` never closes: it opens the no-contact procedure. */
export const outcomes = [
  'reached-safe',
  'sent-to-emergency',
  'handed-to-service',
  'not-clinical',
  'could-not-reach',
] as const;
export type Outcome = (typeof outcomes)[number];

/**
 * Whoever can be told by a ladder can say "I have it": the last rung is often a service manager. The principal `canary`
 * may touch canaries, which nobody else may.
 */
export function mayHold(role: Role, escalation: SignalClass): boolean {
  if (role === 'canary' || escalation === 'canary') return role === 'canary' && escalation === 'canary';
  return role === 'coordinator' || role === 'clinician' || role === 'lead' || role === 'operator';
}

/** The end of anything clinical is a clinician's. */
export function mayResolve(role: Role, escalation: SignalClass): boolean {
  return mayHold(role, escalation) && (role === 'clinician' || role === 'lead' || role === 'canary');
}
