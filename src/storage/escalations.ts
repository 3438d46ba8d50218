// Everything that is done to an escalation, one file each.
export { acknowledge } from './escalation/acknowledge';
export { climb } from './escalation/climb';
export { raiseAtOnce, raiseFromEffect } from './escalation/from-effect';
export { list, one, type EscalationView } from './escalation/list';
export type { Actor } from './escalation/lock';
export { endWithGate } from './escalation/of-gate';
export { raiseEscalation, type Raised } from './escalation/raise';
export { resolve, type SignalOutcome } from './escalation/resolve';
