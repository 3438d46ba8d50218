import type { EventType } from '../words/event';

/** What a line of the timeline is about: what lines are told apart by where one looks for something. */
export const lineKinds = ['answers', 'calls', 'messages', 'visits', 'decisions', 'system'] as const;
export type LineKind = (typeof lineKinds)[number];

/** What a fact is called where it is chosen or named (a few words, and no sentence), and what it is about. */
export const factTitles = {
  'enrolment.started': { title: 'Enrolment', kind: 'system' },
  'diagnosis.recorded': { title: 'Diagnosis', kind: 'decisions' },
  'medication.started': { title: 'Medicine started, or its dose level changed', kind: 'decisions' },
  'medication.stopped': { title: 'Medicine stopped', kind: 'decisions' },
  'medication.checked': { title: 'Looked at before a medicine is started', kind: 'decisions' },
  'medication.contraindicated': { title: 'Medicine that must not be given', kind: 'decisions' },
  'medication.reviewed': { title: 'List of medicines gone through', kind: 'decisions' },
  'prompt.snoozed': { title: 'Reminder about a medicine set aside', kind: 'decisions' },
  'taper.reviewed': { title: 'How a medicine is reduced was reviewed', kind: 'decisions' },
  'history.recorded': { title: 'History', kind: 'visits' },
  'examination.recorded': { title: 'Examination', kind: 'visits' },
  'imaging.ordered': { title: 'Imaging ordered', kind: 'visits' },
  'imaging.reported': { title: 'Result of imaging', kind: 'visits' },
  'session.booked': { title: 'Appointment booked', kind: 'visits' },
  'session.moved': { title: 'Appointment moved', kind: 'visits' },
  'session.attended': { title: 'Attended', kind: 'visits' },
  'session.missed': { title: 'Did not attend', kind: 'visits' },
  'session.cancelled': { title: 'Called off', kind: 'visits' },
  'procedure.ordered': { title: 'Injection or block ordered', kind: 'visits' },
  'procedure.checked': { title: 'Looked at before an injection or block', kind: 'visits' },
  'procedure.performed': { title: 'Injection or block done', kind: 'visits' },
  'procedure.refused': { title: 'Injection or block not done', kind: 'decisions' },
  'surgery.performed': { title: 'Operation', kind: 'visits' },
  'stimulator-trial.reported': { title: 'Result of a stimulator trial', kind: 'visits' },
  'psychology.assessed': { title: 'Need for psychological support', kind: 'decisions' },
  'psychology.requested': { title: 'Psychological support wished for', kind: 'decisions' },
  'pregnancy.changed': { title: 'Pregnancy', kind: 'decisions' },
  'adverse-event.recorded': { title: 'Side effect or complication', kind: 'answers' },
  'programme.given': { title: 'Programme for home', kind: 'visits' },
  'therapy.declined': { title: 'Therapy declined, or not possible', kind: 'decisions' },
  'treatment.declined': { title: 'Treatment declined', kind: 'decisions' },
  'treatment.added': { title: 'Medicine added', kind: 'decisions' },
  'call.made': { title: 'Telephone call', kind: 'calls' },
  'score.entered': { title: 'Total of a paper form', kind: 'answers' },
  'flag.known': { title: 'Sign that is known', kind: 'decisions' },
  'stage.bypassed': { title: 'Straight to the review', kind: 'decisions' },
  'enrolment.transferred': { title: 'Another service asked to take over', kind: 'decisions' },
  'enrolment.accepted': { title: 'The other service accepted', kind: 'decisions' },
  'decision.made': { title: 'Decision', kind: 'decisions' },
  'pathway.migrated': { title: 'Move to another version of the pathway', kind: 'decisions' },
  'enrolment.paused': { title: 'Pause', kind: 'messages' },
  'enrolment.resumed': { title: 'End of the pause', kind: 'messages' },
  'enrolment.withdrawn': { title: 'Withdrawal', kind: 'decisions' },
  'patient.died': { title: 'Death', kind: 'system' },
  'patient.admitted': { title: 'Admitted to hospital', kind: 'visits' },
  'patient.discharged': { title: 'Left hospital', kind: 'visits' },
  'consent.changed': { title: 'Consent to mail', kind: 'messages' },
  'contact.changed': { title: 'Contact details', kind: 'messages' },
  'care-team.changed': { title: 'Care team', kind: 'system' },
  'contact.bounced': { title: 'Address that does not work', kind: 'messages' },
  'patient.corrected': { title: 'Correction of name, birth date or reference', kind: 'system' },
  'patient.merged': { title: 'Two records made one', kind: 'system' },
  'safety.signalled': { title: 'Answer that met a safety rule', kind: 'answers' },
  'escalation.raised': { title: 'Escalation raised', kind: 'messages' },
  'escalation.resolved': { title: 'Escalation resolved', kind: 'messages' },
  'check-in.answered': { title: 'Answers', kind: 'answers' },
  'form.deferred': { title: 'Questions put off', kind: 'answers' },
  'appointment.declined': { title: 'Patient cannot come', kind: 'visits' },
  'task.completed': { title: 'Task done', kind: 'system' },
  'problem.reported': { title: 'Problem reported by link', kind: 'answers' },
  'event.retracted': { title: 'Correction', kind: 'system' },
  'response.moved': { title: 'Answers moved to another patient', kind: 'answers' },
  'time.passed': { title: 'Time', kind: 'system' },
} as const satisfies Record<EventType, { title: string; kind: LineKind }>;

/** The same for a name that may be of a later release. */
export const factTitle = (type: string): string =>
  type in factTitles ? factTitles[type as EventType].title : type.replaceAll(/[.-]/g, ' ');

/** Inside a sentence. */
export const factWords = (type: string): string => lowered(factTitle(type));

export const lowered = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
