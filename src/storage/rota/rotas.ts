// Who is on duty: shifts minus absences. A rota belongs to the clinic; its gaps are tasks for the leads.
export { absencesOf, addAbsence, endAbsence, type Absence } from './absences';
export { nextDuty, onDuty } from './absences';
export { dutyNow, unreachable } from './duty';
export { openRotaGapTasks } from './gaps';
export { gaps, onCallRotas } from './gaps';
export { addShift, replaceShifts, shiftsOf, type Shift } from './shifts';
export { gapsBetween, reachable, shiftsBetween } from './week';
