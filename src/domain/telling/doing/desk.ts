import type { TaskKind } from '../../words/task-kinds';
import type { Doing } from './calls';

const recordIt = (what: string) => (name: string) => `Record ${what} of ${name}`;

/** What is done without a telephone. */
export const desk = {
  'no-telephone': {
    doing: (name) => `Find a telephone number for ${name}`,
    why: 'none is known, so nobody could ring in an emergency',
    instruction: 'Ask the referrer or the family doctor, and record the number as a change of contact.',
  },
  'lost-to-follow-up': {
    doing: (name) => `Decide whether ${name} is lost to follow-up`,
    why: 'several check-ins in a row were missed',
    instruction: 'Look at the tries so far. Nothing ends by itself: record the end, or who goes on trying.',
  },
  'record-diagnosis': {
    doing: recordIt('the diagnosis'),
    why: 'the pathway waits for it',
    instruction: 'Record the diagnosis once history and examination are there.',
  },
  'record-trial-start': {
    doing: recordIt('the start of the trial'),
    why: 'the pathway waits for it',
    instruction: 'Record what was begun and on which day, or that it is not begun.',
  },
  'prepare-evidence': {
    doing: (name) => `Prepare the evidence for the review of ${name}`,
    why: 'something that the question is decided by is missing',
    instruction: 'Look at what is missing, and have it recorded.',
  },
  'decide-question': {
    doing: (name) => `Decide about ${name}`,
    why: 'the evidence of an open question is complete',
    instruction: 'Read the evidence and answer the question with a reason.',
  },
  'tell-family-contact-ended': {
    doing: (name) => `Tell the family of ${name} that contact has ended`,
    why: 'the patient is recorded as having died',
    instruction: 'Ring or write, and say that no further mail comes from us.',
  },
  'close-rota-gap': {
    doing: () => 'Close a gap in the rota',
    why: 'nobody would be told of a red flag in it',
    instruction: 'Write a shift into the gap.',
  },
  'decide-recall': {
    doing: () => 'Decide about the patients on a version that was recalled',
    why: 'nobody is moved by itself',
    instruction: 'Move them to another version, or write why they stay.',
  },
  'review-thresholds': {
    doing: () => 'Review thresholds and sign them anew',
    why: 'their signature has come to its day',
    instruction: 'Read the thresholds of the version and have them signed.',
  },
  'look-at-quarantined-event': {
    doing: () => 'Look at a fact that could not be taken in',
    why: 'the patient it is about stands still until then',
    instruction: 'Look with “throughline enrolment <id> --why”; done when it can be taken in.',
  },
  'chase-imaging': {
    doing: (name) => `Find the imaging result of ${name}`,
    why: 'imaging was ordered and no report is there',
    instruction: 'Ask the department for the report and record it, or that it did not take place.',
  },
  'book-sessions': {
    doing: (name) => `Book the sessions of ${name}`,
    why: 'none is booked',
    instruction: 'Agree dates with the patient and record each session.',
  },
  'record-attendance': {
    doing: (name) => `Record whether ${name} came`,
    why: 'a session is over, and nobody has said whether it took place',
    instruction: 'Record attended, missed or cancelled. Not recorded is not known, and never “came”.',
  },
  'look-at-report': {
    doing: (name) => `Read what ${name} reports, and answer it`,
    why: 'the patient reported a problem by link',
    instruction: 'Read the words of the patient, ring where that is needed, and write what you did.',
  },
  'answer-report': {
    doing: (name) => `Read what ${name} reports, and answer it`,
    why: 'the patient reported something about an appointment, or something else, by link',
    instruction: 'Read the words of the patient, answer, and write what you did.',
  },
  'order-procedure': {
    doing: recordIt('the order of the procedure'),
    why: 'the pathway waits for it',
    instruction: 'Record the order, or that it is not ordered.',
  },
  'record-procedure': {
    doing: recordIt('the procedure'),
    why: 'it was ordered, and nobody has said whether it was done',
    instruction: 'Record the procedure, or why it was not done.',
  },
  'assess-psychology': {
    doing: (name) => `Assess the need of ${name} for psychological support`,
    why: 'answers about mood ask for it',
    instruction: 'Record the assessment; it decides what follows.',
  },
  'taper-review': {
    doing: (name) => `Review how the medicine of ${name} is reduced`,
    why: 'a medicine is to be reduced',
    instruction: 'Record the review. The service proposes no dose.',
  },
  'look-at-worsening': {
    doing: (name) => `Look at the answers of ${name}`,
    why: 'they got worse',
    instruction: 'Look at the charts and the answers, and write what follows.',
  },
  'look-at-relief': {
    doing: (name) => `Look at the relief of ${name} after a procedure`,
    why: 'it did not hold',
    instruction: 'Look at what was read on each day, and write what follows.',
  },
  'conservative-failed': {
    doing: (name) => `Look whether the surgical review is next for ${name}`,
    why: 'conservative measures have failed',
    instruction: 'It decides nothing by itself: look at the evidence.',
  },
  'no-longer-failed': {
    doing: (name) => `Look again at the plan of ${name}`,
    why: 'it is no longer known that conservative measures have failed',
    instruction: 'A fact was corrected: look at the evidence anew.',
  },
  'decide-bypass': {
    doing: (name) => `Decide whether ${name} goes straight to the review`,
    why: 'an examination or imaging found what may not wait',
    instruction: 'Send the patient to the review, or write why not.',
  },
  'find-review-slot': {
    doing: (name) => `Find a date for the review of ${name}`,
    why: 'none is found',
    instruction: 'Find a date, and record the session.',
  },
  'accept-transfer': {
    doing: (name) => `See that the other service accepts ${name}`,
    why: 'until then the patient is ours',
    instruction: 'Ask the other service, and record that it has accepted.',
  },
  'check-before-resuming': {
    doing: (name) => `Look at the record of ${name}`,
    why: 'its end was taken back, and messages wait until a person has looked',
    instruction: 'Check what is recorded; messages go on when this is done.',
  },
  'look-at-decision': {
    doing: (name) => `Look again at a decision about ${name}`,
    why: 'what it had read was corrected',
    instruction: 'Compare what was in view then with what is known now.',
  },
  'confirm-moved-answers': {
    doing: (name) => `Confirm that answers of ${name} belong to another patient`,
    why: 'one person said so, and a second one must look',
    instruction: 'Look at both check-ins, and confirm only if you agree.',
  },
  'review-medicine': {
    doing: (name) => `Look at a medicine that ${name} goes on taking`,
    why: 'its need is looked at again and again',
    instruction: 'Go through the list of medicines with the patient and record the review.',
  },
  'list-medicines': {
    doing: (name) => `Go through the list of medicines of ${name}`,
    why: 'another one is about to be begun',
    instruction: 'Name all classes that are taken; what is not on the list is then known as not taken.',
  },
  'check-entry': {
    doing: (name) => `Look whether this pathway is for ${name}`,
    why: 'a condition for entry does not hold, or is not known',
    instruction: 'Look at the conditions, and record what is known, or the end.',
  },
  'same-reference': {
    doing: () => 'Look at two records with one reference',
    why: 'a record of another patient carries the same reference',
    instruction: 'Merge them if they are one person, else correct one of them.',
  },
  'confirm-merge': {
    doing: (name) => `Confirm that two records are both ${name}`,
    why: 'one person said so, and a second one must look',
    instruction: 'Compare name, birth date and contact of both records, and confirm only if you are sure.',
  },
} satisfies { [K in TaskKind]?: Doing };
