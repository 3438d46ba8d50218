import type { EventType } from '../../words/event';
import type { TaskKind } from '../../words/task-kinds';

/** The facts that do a task: whoever records one of them has done it. Work that no fact does is completed by hand. */
export const asksFor: { [K in TaskKind]?: readonly [EventType, ...EventType[]] } = {
  'record-diagnosis': ['diagnosis.recorded'],
  'complete-intake': ['history.recorded'],
  'record-trial-start': ['medication.started'],
  'chase-imaging': ['imaging.reported'],
  'book-sessions': ['session.booked'],
  'record-attendance': ['session.attended', 'session.missed', 'session.cancelled'],
  'order-procedure': ['procedure.ordered'],
  'record-procedure': ['procedure.performed', 'procedure.refused'],
  'assess-psychology': ['psychology.assessed'],
  'taper-review': ['taper.reviewed'],
  'review-medicine': ['medication.reviewed'],
  'list-medicines': ['medication.reviewed'],
  'review-admission': ['patient.discharged'],
  'accept-transfer': ['enrolment.accepted'],
  'decide-bypass': ['stage.bypassed'],
};
