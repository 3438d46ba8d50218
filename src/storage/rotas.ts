// Who is on duty: shifts minus absences. A rota belongs to the clinic; its gaps are tasks for the leads.
export { absencesOf, addAbsence, endAbsence, type Absence } from './rota/absences';
export { nextDuty, onDuty } from './rota/on-duty';
export { openRotaGapTasks } from './rota/gap-tasks';
export { gaps, onCallRotas } from './rota/gaps';
export { replaceShifts, shiftsOf, type Shift } from './rota/shifts';
