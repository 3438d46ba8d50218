// The ledger: dispatch queue, "the next three things", the list of what was not sent and why, and the proof.
// The states and who may move them: design of check-ins, messages, ledger. A row moves by a conditional update only.
export { claimDue, nextDueAt, recoverLeases, releaseClaims } from './message-claims';
export { beginAttempts, beginData } from './message-attempts';
export { settle, type Settlement } from './message-settlement';
export { withholdForCheckIn, withholdForEnrolment, withholdForEscalation, withholdUntil } from './message-withholding';
export { openUntakenTasks } from './message-tasks';
export { planStaffAlert } from './staff-alerts';
export { lockPatientOf, messagesOf } from './message-list';
