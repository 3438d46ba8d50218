// Everything that is done to an escalation, one file each.
export { acknowledge } from './acknowledge';
export { handOver } from './hand-over';
export { snooze } from './snooze';
export { climb } from './climb';
export { raiseAtOnce, raiseFromEffect } from './raise';
export { countsOf, list, one, owners } from './list';
export type { EscalationView, SeenText, SignalView } from './view';
export type { Actor } from './lock';
export { endWithGate } from './of-gate';
export { raiseEscalation, type Raised } from './raise';
export { recordAttempt, tickNoContact } from './reaching';
export { resolve, type SignalOutcome } from './resolve';
