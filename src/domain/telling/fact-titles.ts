import type { EventType } from '../words/event';

/** What a fact is called where it is chosen or named: a few words, and no sentence. A new fact does not compile without. */
export const factTitles = {
  'enrolment.started': 'Enrolment',
  'diagnosis.recorded': 'Diagnosis',
  'medication.started': 'Medicine started, or its dose level changed',
  'medication.stopped': 'Medicine stopped',
  'medication.checked': 'Looked at before a medicine is started',
  'medication.contraindicated': 'Medicine that must not be given',
  'medication.reviewed': 'List of medicines gone through',
  'prompt.snoozed': 'Reminder about a medicine set aside',
  'taper.reviewed': 'How a medicine is reduced was reviewed',
  'history.recorded': 'History',
  'examination.recorded': 'Examination',
  'imaging.ordered': 'Imaging ordered',
  'imaging.reported': 'Result of imaging',
  'session.booked': 'Appointment booked',
  'session.moved': 'Appointment moved',
  'session.attended': 'Attended',
  'session.missed': 'Did not attend',
  'session.cancelled': 'Called off',
  'procedure.ordered': 'Injection or block ordered',
  'procedure.checked': 'Looked at before an injection or block',
  'procedure.performed': 'Injection or block done',
  'procedure.refused': 'Injection or block not done',
  'surgery.performed': 'Operation',
  'stimulator-trial.reported': 'Result of a stimulator trial',
  'psychology.assessed': 'Need for psychological support',
  'psychology.requested': 'Psychological support wished for',
  'pregnancy.changed': 'Pregnancy',
  'adverse-event.recorded': 'Side effect or complication',
  'programme.given': 'Programme for home',
  'therapy.declined': 'Therapy declined, or not possible',
  'treatment.declined': 'Treatment declined',
  'treatment.added': 'Medicine added',
  'call.made': 'Telephone call',
  'score.entered': 'Total of a paper form',
  'flag.known': 'Sign that is known',
  'stage.bypassed': 'Straight to the review',
  'enrolment.transferred': 'Another service asked to take over',
  'enrolment.accepted': 'The other service accepted',
  'decision.made': 'Decision',
  'pathway.migrated': 'Move to another version of the pathway',
  'enrolment.paused': 'Pause',
  'enrolment.resumed': 'End of the pause',
  'enrolment.withdrawn': 'Withdrawal',
  'patient.died': 'Death',
  'patient.admitted': 'Admitted to hospital',
  'patient.discharged': 'Left hospital',
  'consent.changed': 'Consent to mail',
  'contact.changed': 'Contact details',
  'contact.bounced': 'Address that does not work',
  'patient.corrected': 'Correction of name, birth date or reference',
  'patient.merged': 'Two records made one',
  'safety.signalled': 'Answer that met a safety rule',
  'escalation.raised': 'Escalation raised',
  'escalation.resolved': 'Escalation resolved',
  'check-in.answered': 'Answers',
  'form.deferred': 'Questions put off',
  'appointment.declined': 'Patient cannot come',
  'task.completed': 'Task done',
  'problem.reported': 'Problem reported by link',
  'event.retracted': 'Correction',
  'response.moved': 'Answers moved to another patient',
  'time.passed': 'Time',
} as const satisfies Record<EventType, string>;

/** The same for a name that may be of a later release. */
export const factTitle = (type: string): string =>
  type in factTitles ? factTitles[type as EventType] : type.replaceAll(/[.-]/g, ' ');

/** Inside a sentence. */
export const factWords = (type: string): string => lowered(factTitle(type));

export const lowered = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
