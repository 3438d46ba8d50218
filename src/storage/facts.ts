// Facts are written under the locks of their patient and enrolment, and read in the order of their numbers.
export { lockEnrolment, lockPatient, lockPatientEnrolments, type Locked } from './enrolment/lock';
export { factsBefore, storedFor, toEvent, undigested } from './enrolment/fact-log';
export { recordFact, upToNow, type NewFact } from './enrolment/record';
export { makeDue } from './enrolment/row';
