import type { Score, SignalClass, Tier } from '../instrument/types';
import type { CareTeam, CareTeamChange } from './care-team';
import type { CareData, CheckResult, Migration, OpenItems, PersonField, Site, TakenBy } from './choices';
import type { OfAge } from './of-age';
import type { Instant, LocalDate, LocalTime } from './time';

// An event is a fact that happened to an enrolment, past tense. Text of people in one is the id of a row (`texts` in its row).
// This list is closed: a new fact does not compile until every table knows it.

/** What the house saw of a check-in up to the moment it closed; read from the ledger, stored with the event that carried it. */
export type Observation = {
  checkIn: string;
  /** First prompt a mail server accepted with time left to answer; null = it was not asked. */
  promptAcceptedAt: Instant | null;
  /** Scores of items that were saved although the form was never sent. */
  scores: Score[];
  /** Whether any item at all was answered. */
  anyAnswer: boolean;
  /** Safety rules whose question has no answer, where anything at all was saved: somebody asks. Absent = none. */
  unknown?: string[];
};

/** The reach of a patient as far as a decision may know it: no address, no number. */
export type Reach = {
  timeZone: string;
  /** Hour on the patient's wall at which routine messages are due. */
  preferredTime: LocalTime;
  language: string;
  hasEmail: boolean;
  hasPhone: boolean;
};

/** A fact that does not count any more, and what the house knew when it was said so. */
export type Correction = {
  /** Id of the fact. */
  event: string;
  /** Its type. */
  of: EventType;
  reason: string;
  found: OpenItems;
  /** Decisions that had read the fact: they go back to whoever made them. */
  returned: { event: string; gate: string }[];
  /** Keys of the messages that were sent between the fact and its correction: they stay sent. */
  sent: string[];
};

export type EventData = CareData & {
  'enrolment.started': {
    reach: Reach;
    consent: { email: boolean };
    careTeam?: CareTeam;
    ofAge?: OfAge;
  };
  'diagnosis.recorded': { mechanism: 'neuropathic' | 'axial' | 'structural' | 'mixed' };
  /** Also records a change of dose level within a running trial (same class and agent). */
  /** `override`: id of why it was started although something spoke against it. */
  'medication.started': { class: string; agent: string; doseLevel: string; startedOn: LocalDate; override?: string };
  /** `class`: one that is taken beside or after a trial; without it, the medicine of the running trial. */
  'medication.stopped': { reason: string; class?: string };
  /** What was looked at before a start: names of checks, never results. */
  'medication.checked': { checks: string[] };
  /** A class that this patient must not be given: stands for a trial that cannot take place. */
  'medication.contraindicated': { class: string; reason: string };
  /**
   * The list of medicines was gone through with the patient. `classes`: all that are taken; where it is left out nobody
   * knows what is not. `weighed`: classes whose benefits and risks were weighed.
   */
  'medication.reviewed': { classes?: string[]; weighed?: string[] };
  /** A prompt about a medicine was read and is set aside for a while. */
  'prompt.snoozed': { prompt: string; until: Instant; reason: string };
  'taper.reviewed': { outcome: 'reducing' | 'continued' | 'stopped'; reason: string };
  'procedure.ordered': Site & {
    kind: string;
    indication: string;
    concordantImaging: boolean;
    /** Weeks of conservative care that did not help enough, before. */
    conservativeWeeks: number;
    plannedOn: LocalDate;
    /** How it is done, or with which medicine: what tells a second one from the first. */
    technique?: string;
    preparation?: string;
  };
  /** Either names of what was looked at, or one check with what was found; `note`: id of a text. */
  'procedure.checked': { checks?: string[]; check?: string; result?: CheckResult; note?: string };
  /** `override`: id of why it was done although a check was not clear. */
  'procedure.performed': Site & { kind: string; guidance: string; performedOn: LocalDate; override?: string };
  'procedure.refused': { by: 'patient' | 'clinician'; reason: string };
  'psychology.assessed': { outcome: 'support' | 'no-need' };
  /** The patient asked for psychological support. */
  'psychology.requested': Record<string, never>;
  /** The total of a licensed form that was filled in on paper. `version`: of the form or table it was made with. */
  'score.entered': { instrument: string; total: number; of?: number; version?: string };
  /** A sign the patient has had for long; the answers to it then mean something else, for a while. */
  'flag.known': { rule: string; until: Instant; reason: string };
  /** A clinician sends the patient to the review at once, from wherever the track stands. */
  'stage.bypassed': { track: string; reason: string };
  'enrolment.transferred': { reason: string };
  'enrolment.accepted': Record<string, never>;
  /** `choice`: approve, decline, or the name of another answer of the question. */
  'decision.made': { gate: string; choice: string; reason: string };
  /**
   * From here on another version of the pathway decides. `stageMap` and `classMap` go by track: the stage it goes on in, and
   * the class its running trial counts as. `preview` is the hash of the difference that was looked at; `ofAge`: for who began
   * before that was kept.
   */
  'pathway.migrated': Migration & { fromVersion: number; reason: string; preview: string; ofAge?: OfAge };
  /** `by`: the patient asked for it, by link. */
  'enrolment.paused': { until: Instant; reason: string; by?: 'patient' };
  'enrolment.resumed': Record<string, never>;
  'enrolment.withdrawn': { reason: string };
  'patient.died': { diedOn?: LocalDate };
  /** In hospital: the house asks again at the latest then. */
  'patient.admitted': { reviewAt: Instant };
  'patient.discharged': Record<string, never>;
  'consent.changed': { email: boolean; by?: 'patient' };
  /**
   * `newAddress`: what was sent before went to an address that is not the patient's, or did not work: it asked nobody.
   * `sameAddress`: nothing was said of the address, so one that came back still does.
   */
  'contact.changed': { reach: Reach; newAddress?: true; sameAddress?: true };
  'care-team.changed': CareTeamChange;
  /** A typing error: which fields were wrong. What they held is known to the patient's record alone. `ofAge`: by another birth date. */
  'patient.corrected': { fields: PersonField[]; reason: string; ofAge?: OfAge };
  /** Two records of one person are one now; this enrolment may have stood under the other one (id `from`). Two people said so. */
  'patient.merged': { from: string; reason: string; proposedBy: string };
  /** The mail system said that the address does not exist: the rest is withheld and somebody rings. */
  'contact.bounced': Record<string, never>;
  /** A safety rule was met by a saved item. Written in the transaction that saved it. */
  'safety.signalled': { checkIn: string; rule: string; class: SignalClass; tier: Tier };
  /** A tier-now escalation opened or ended for the patient, in whichever enrolment: holds and frees routine messages. */
  'escalation.raised': { escalation: string };
  'escalation.resolved': { escalation: string; messages: 'resume' | 'end' | { until: Instant } };
  /**
   * `forms`: what was really asked, long forms too; absent in facts from before, which say only what the check-in asked.
   * `unknown`: safety rules among them whose question has no answer. `deferred`: forms that were not shown because nobody
   * was there to read the answers.
   */
  'check-in.answered': {
    checkIn: string;
    scores: Score[];
    late: boolean;
    forms?: string[];
    unknown?: string[];
    deferred?: string[];
    taken?: TakenBy;
  };
  /** A form was due to be shown and was not, because nobody was there to read the answers: asked at the next opening. */
  'form.deferred': { checkIn: string; forms: string[] };
  /** The patient said by link that they cannot come. It calls nothing off: somebody speaks with them first. */
  'appointment.declined': { appointment: string };
  /** `reached`: somebody spoke with the patient; absent where nobody was asked that. */
  'task.completed': { task: string; reached?: boolean };
  /** A fact was wrong. With a replacement it keeps its seat with other data; without one it is as if it had never been. */
  'event.retracted': Correction & { replacement?: Record<string, unknown> };
  /** Answers that were given for another patient: here they do not count. Two named people said so. */
  'response.moved': Correction & {
    checkIn: string;
    proposedBy: string;
    /** They came by a link that somebody else held: it is dead, and the patient is asked anew. */
    askAgain?: true;
  };
  /** Time alone. Written as a row only when it carried observations that a rebuild needs. */
  'time.passed': Record<string, never>;
};

export type EventType = keyof EventData;

/** One fact. `occurredAt` is when it happened in the world, `recordedAt` when the house knew (clinic time; what decisions go by). */
export type DomainEvent = {
  [T in EventType]: {
    id: string;
    seq: number;
    type: T;
    data: EventData[T];
    occurredAt: Instant;
    recordedAt: Instant;
    /** Check-ins that closed up to `recordedAt` and after the event before. */
    observed: Observation[];
  };
}[EventType];

export type EventOf<T extends EventType> = Extract<DomainEvent, { type: T }>;

/** Facts staff may record through the one door of an enrolment. */
export const staffEventTypes = [
  'diagnosis.recorded',
  'medication.started',
  'medication.stopped',
  'medication.checked',
  'medication.contraindicated',
  'medication.reviewed',
  'prompt.snoozed',
  'taper.reviewed',
  'history.recorded',
  'examination.recorded',
  'imaging.ordered',
  'imaging.reported',
  'session.booked',
  'session.moved',
  'session.attended',
  'session.missed',
  'session.cancelled',
  'procedure.ordered',
  'procedure.checked',
  'procedure.performed',
  'procedure.refused',
  'surgery.performed',
  'stimulator-trial.reported',
  'psychology.assessed',
  'psychology.requested',
  'pregnancy.changed',
  'adverse-event.recorded',
  'programme.given',
  'therapy.declined',
  'treatment.declined',
  'treatment.added',
  'call.made',
  'score.entered',
  'flag.known',
  'stage.bypassed',
  'enrolment.transferred',
  'enrolment.accepted',
  'decision.made',
  'pathway.migrated',
  'enrolment.paused',
  'enrolment.resumed',
  'enrolment.withdrawn',
] as const satisfies readonly EventType[];

export type StaffEventType = (typeof staffEventTypes)[number];

/** Facts of the person: one transaction reaches all enrolments. */
export const patientEventTypes = [
  'patient.died',
  'patient.admitted',
  'patient.discharged',
  'consent.changed',
  'contact.changed',
  'care-team.changed',
  'patient.corrected',
  'patient.merged',
] as const satisfies readonly EventType[];
export type PatientEventType = (typeof patientEventTypes)[number];

export const correctionEventTypes = ['event.retracted', 'response.moved'] as const satisfies readonly EventType[];
export type CorrectionEvent = EventOf<(typeof correctionEventTypes)[number]>;
