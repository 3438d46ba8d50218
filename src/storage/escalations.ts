// Everything that is done to an escalation, one file each.
export { acknowledge, type Acknowledgement } from './escalation/acknowledge';
export { climb, type Climbed } from './escalation/climb';
export { list, listStatuses, one, type EscalationView, type ListStatus } from './escalation/list';
export type { Actor } from './escalation/lock';
export { raiseEscalation, type Raised } from './escalation/raise';
export { resolve, type Resolution, type Resolved, type SignalOutcome } from './escalation/resolve';
export type { NewSignal } from './escalation/signal';
