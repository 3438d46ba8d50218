// Facts are written under the locks of their patient and enrolment, and read in the order of their numbers.
export { lockEnrolment, lockPatient, lockPatientEnrolments, type Locked } from './lock';
export { factsBefore, storedFor, toEvent, undigested } from './fact-log';
export { recordFact, upToNow, type NewFact } from './record';
export { makeDue } from './enrolments';
