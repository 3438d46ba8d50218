import { rowOf } from '../facts/table';
import type { JournalEntry, JournalKind } from '../words/effect';
import type { EventType } from '../words/event';
import type { Instrument } from '../instrument/types';
import { ruleWords } from '../escalation/signal-words';
import type { TaskKind } from '../words/task-kinds';
import type { Pathway } from '../pathway/types';
import { counted } from './english';
import {
  blank,
  checkInText,
  dateText,
  numbers,
  read,
  readWords,
  scores,
  type Sentence,
  worded,
  type Words,
} from './entry-words';
import type { EndReason } from '../words/state';
import { endReasons } from './end-reasons';
import { capital } from './fact-titles';
import { ruleInWords } from './rule-words';

/** The work a task asks for. */
const taskTitles = {
  'no-telephone': 'find a telephone number',
  'call-patient': 'call the patient',
  'lost-to-follow-up': 'decide whether the patient is lost to follow-up: several check-ins in a row were missed',
  'ask-by-phone': 'ask by phone what could not be asked by mail',
  'mail-not-taken': 'ring the patient: their mail provider has not taken our mail for a day',
  'record-diagnosis': 'record the diagnosis',
  'record-trial-start': 'record the start of the trial',
  'correct-contact': 'correct the contact details',
  'reach-by-other-way': 'reach the patient another way',
  'prepare-evidence': 'prepare the evidence for the review',
  'decide-question': 'answer a question whose evidence is complete now',
  'tell-family-contact-ended': 'tell the family that contact has ended',
  'close-rota-gap': 'close a gap in the rota',
  'decide-recall': 'decide about the patients on a version that was recalled: move them, or say why they stay',
  'review-thresholds': 'review thresholds whose signature has come to its day, and sign them anew',
  'look-at-quarantined-event': 'look at an event that could not be taken in',
  'complete-intake': 'complete the first answers by telephone',
  'chase-imaging': 'find the result of imaging that was ordered',
  'book-sessions': 'book the sessions',
  'record-attendance': 'record whether a session took place',
  'call-about-sessions': 'ring about sessions that did not take place',
  'call-about-missed': 'ring the patient, who missed several sessions one after the other',
  'ask-who-cannot-come': 'ring the patient, who cannot come to an appointment: find another time, or call it off',
  'look-at-report': 'read what the patient reports by link, and answer it',
  'answer-report': 'read what the patient reports by link about an appointment or something else, and answer it',
  'safety-call': 'ring the patient today: a safety check-in is not answered, or its safety questions were skipped',
  'order-procedure': 'record the order of the procedure',
  'record-procedure': 'record the procedure, or why it was not done',
  'assess-psychology': 'assess the need for psychological support',
  'taper-review': 'review how the medicine is to be reduced',
  'look-at-worsening': 'look at answers that got worse',
  'look-at-relief': 'look at a procedure whose relief did not hold',
  'conservative-failed': 'look whether the surgical review is next, for conservative measures have failed',
  'no-longer-failed': 'look again at the plan, for it is no longer known that conservative measures have failed',
  'decide-bypass':
    'decide whether the patient goes straight to the review: an examination or imaging found what may not wait',
  'find-review-slot': 'find a date for the review',
  'accept-transfer': 'see that the other service accepts the patient',
  'list-medicines': 'go through the list of medicines before another one is begun',
  'review-medicine': 'look at the need for a medicine that goes on, and go through the list of medicines',
  'check-entry': 'look at whether this pathway is for this patient',
  'call-about-pause': 'ring the patient, who paused the messages by link',
  'call-about-stop': 'ring the patient, who stopped the messages by link',
  'review-admission': 'ask whether the patient is still in hospital',
  'check-before-resuming': 'look at the record before messages go on: its end was taken back',
  'look-at-decision': 'look again at a decision: what it had read was corrected',
  'confirm-moved-answers': 'confirm that answers belong to another patient',
  'same-reference':
    'look at two records with one reference: merge them if they are one person, else correct one of them',
  'confirm-merge': 'confirm that two records are one person',
  'other-language': 'find a way to ask the patient, whose language this pathway is not written in',
  'emergency-numbers':
    'see that the patient knows whom to ring in an emergency: our texts name the numbers of another country, or are in another language',
  'deferred-call': 'ring the patient today: questions that were put off are not answered',
  'ask-left-blank': 'ask the safety questions by telephone today: they were not answered',
} satisfies Record<TaskKind, string>;

/** What a kind of task asks somebody to do, inside a sentence; a kind of a later release by its name. */
export const taskWords = (kind: string): string =>
  kind in taskTitles ? taskTitles[kind as TaskKind] : kind.replaceAll('-', ' ');

/** What a task asks for, as a title. `times`: how often what it is about has come up since it was opened. */
export function taskTitle(kind: string, times: number | null = null): string {
  const title = taskWords(kind);
  const again = times === null ? '' : ` (${counted(times, 'time')} since it was opened)`;
  return `${title.charAt(0).toUpperCase()}${title.slice(1)}${again}`;
}

/** What the pathway makes of facts and of time. */
const sentences = {
  'stage.entered': (entry, _zone, words) => `Stage “${words.stage(entry.stage ?? '')}” began.`,
  'check-in.opened': (entry) => `${capital(checkInText(entry))} opened.`,
  'check-in.answered-late': (entry) =>
    `Answered after its window${scores(entry)}; the answers count and are marked late.${blank(entry)}`,
  'check-in.partly-answered': (entry) =>
    `${capital(checkInText(entry))} closed with some questions answered; what was saved counts.${blank(entry)}`,
  'check-in.missed': (entry) => `${capital(checkInText(entry))} closed without an answer.${blank(entry)}`,
  'check-in.not-asked': (entry) =>
    `${capital(checkInText(entry))} closed, but no message had reached the patient: it was not asked.${blank(entry)}`,
  'check-in.cancelled': (entry) => `${capital(checkInText(entry))} was taken back.`,
  'task.opened': (entry) => `Somebody is to ${taskName(entry)}.`,
  'task.repeated': (entry) =>
    `It came up again, ${read(entry, 'times')} times since the task was opened: ${taskName(entry)}.`,
  'task.closed': (entry) =>
    read(entry, 'because') === 'completed'
      ? `Done: ${taskOf(entry)}.`
      : `No longer to do: ${taskOf(entry)} (${read(entry, 'because')}).`,
  'gate.opened': (entry, _zone, words) =>
    `A clinician is asked${questionOf(entry, words)} (found: ${readWords(entry, 'verdict')}).`,
  'gate.escalated': () => 'The question to a clinician was not answered in time: somebody is told, and it stays open.',
  'gate.decided': (entry, _zone, words) =>
    `A clinician decided: ${words.question(entry.rule) ?? read(entry, 'decision')}.`,
  'gate.withdrawn': (entry, _zone, words) => `No longer asked${questionOf(entry, words)}.`,
  'baseline.frozen': (entry) => `What later answers are compared with was fixed${numbers(entry)}.`,
  'trial.started': (entry) =>
    `A trial of a medicine started on ${dateText(entry, 'from')} at dose level ${readWords(entry, 'dose level')}.`,
  'dose-level.changed': (entry) =>
    `The dose level is ${readWords(entry, 'dose level')} from ${dateText(entry, 'from')}.`,
  'trial.evaluated': (entry) => `The trial was evaluated${numbers(entry)}.`,
  'signal.recorded': (entry, _zone, words) => `An answer met a safety rule${words.safety(entry.rule)}.`,
  'messages.held': () => 'Routine messages wait: somebody must look first.',
  'messages.resumed': () => 'Routine messages go on.',
  'messages.ended': () => 'Routine messages were ended.',
  'enrolment.ended': (entry) => `The enrolment ended: ${endedBecause(read(entry, 'reason'))}.`,
  'reach.changed': (entry) => `The contact details or times changed${numbers(entry)}.`,
  'medicines.confirmed': (entry) => `The list of medicines was gone through${numbers(entry)}.`,
  'limit.exceeded': (entry) => `The procedure lies over a limit${numbers(entry)}.`,
  'stage.evaluated': (entry) => `The stage was evaluated${numbers(entry)}.`,
  'stage.not-offered': (entry, _zone, words) => `Not offered by the clinic: “${words.stage(read(entry, 'stage'))}”.`,
  'track.ended': (entry) => `The track ${entry.track ?? ''} ended: the new version does not have it.`,
  'evaluation.moved': (entry) =>
    `The day of evaluation moved from ${dateText(entry, 'from')} to ${dateText(entry, 'to')}.`,
  'relief.read': (entry) => `What a procedure brought was read again${numbers(entry)}.`,
  'enrolment.reopened': () => 'The end was taken back: the enrolment is open again, and messages wait for a person.',
  'event.apart': () => 'It was recorded; no stage waits for it now.',
  'event.ignored': (entry) => `A fact was recorded and changed nothing: ${readWords(entry, 'because')}.`,
} satisfies Record<Exclude<JournalKind, EventType>, Sentence>;

/**
 * One plain sentence for the timeline, with the days of a zone: the patient's. Never throws: an entry that cannot be told
 * is shown as such, beside the others.
 */
export const journalIn = (zone: string, instruments: Record<string, Instrument> = {}, pathway?: Pathway) => {
  const words = wordsOf(instruments, pathway);
  return (entry: JournalEntry): string => {
    try {
      const told =
        entry.what in sentences ? sentences[entry.what as keyof typeof sentences] : rowOf(entry.what as EventType).told;
      const sentence = (told as Sentence)(entry, zone, words);
      return entry.rebuilt ? `After a correction: ${sentence}` : sentence;
    } catch {
      return 'An entry that cannot be read: an operator can look at it.';
    }
  };
};

function wordsOf(instruments: Record<string, Instrument>, pathway: Pathway | undefined): Words {
  const stages = pathway?.tracks.flatMap((track) => track.stages) ?? [];
  return {
    safety: (rule) => {
      const known = ruleWords(rule, instruments);
      return known === null ? '' : `: ${known}`;
    },
    stage: (id) => stages.find((stage) => stage.id === id)?.title ?? worded(id),
    question: (rule) =>
      pathway ? (ruleInWords({ pathway, instruments }, rule)?.replace(/^the question /, '') ?? null) : null,
  };
}

/** `: the question “Go on to follow-up?”`. */
function questionOf({ rule }: JournalEntry, words: Words): string {
  const question = words.question(rule);
  return question === null ? '' : `: ${question}`;
}

/** In words where this release knows the reason. */
const endedBecause = (reason: string): string =>
  reason in endReasons ? endReasons[reason as EndReason] : worded(reason);

/** The task that an entry closes: its key begins with the kind. */
const taskOf = ({ key = '' }: JournalEntry): string => taskWords(key.split('/')[0] ?? '');

function taskName(entry: JournalEntry): string {
  return taskWords(read(entry, 'task'));
}
