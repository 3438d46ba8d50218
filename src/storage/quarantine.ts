// What could not be taken in, and what that means for whoever reads or writes: see enrolment/quarantine.ts.
export { cannotRead, heldBack, marksOf } from './enrolment/quarantine';
