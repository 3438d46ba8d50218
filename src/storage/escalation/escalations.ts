// Everything that is done to an escalation, one file each.
export { acknowledge } from './acknowledge';
export { climb } from './climb';
export { raiseAtOnce, raiseFromEffect } from './raise';
export { countsOf, list, one, owners } from './list';
export type { EscalationView, SeenText, SignalView } from './view';
export type { Actor } from './lock';
export { endWithGate } from './of-gate';
export { raiseEscalation, type Raised } from './raise';
export { resolve, type SignalOutcome } from './resolve';
