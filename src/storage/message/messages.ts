// The ledger: dispatch queue, "the next three things", the list of what was not sent and why, and the proof.
// The states and who may move them: design of check-ins, messages, ledger. A row moves by a conditional update only.
export { claimDue, claimThese, nextDueAt, recoverLeases, releaseClaims } from './claims';
export { beginAttempts, beginData } from './attempts';
export { settle, type Settlement } from './settlement';
export { withholdForCheckIn, withholdForEnrolment, withholdForEscalation, withholdUntil } from './withholding';
export { openUntakenTasks } from './untaken';
export { planStaffAlert } from './staff-alerts';
export { lockPatientOf, messagesOf } from './list';
export { heldMessages, type HeldMessage } from './held';
export { judgeAgain, mailOfCheckIn, planAgain, withholdOne } from './again';
export { oneMessage } from './one';
