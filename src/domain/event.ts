import type { Score, SignalClass, Tier } from './instrument/types';
import type { SessionPurpose } from './session-purpose';
import type { Site } from './site';
import type { Instant, LocalDate, LocalTime } from './time';

// An event is a fact that happened to an enrolment, past tense. This list is closed: a new fact does not compile until every table knows it.

/** What the house saw of a check-in up to the moment it closed; read from the ledger, stored with the event that carried it. */
export type Observation = {
  checkIn: string;
  /** First prompt a mail server accepted with time left to answer; null = it was not asked. */
  promptAcceptedAt: Instant | null;
  /** Scores of items that were saved although the form was never sent. */
  scores: Score[];
  /** Whether any item at all was answered. */
  anyAnswer: boolean;
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

export const imagingModalities = ['mri', 'ct', 'x-ray'] as const;
export type ImagingModality = (typeof imagingModalities)[number];

export type EventData = {
  'enrolment.started': {
    reach: Reach;
    consent: { email: boolean };
    careTeam?: { coordinator?: string; clinician?: string };
  };
  'diagnosis.recorded': { mechanism: 'neuropathic' | 'axial' | 'structural' | 'mixed' };
  /** Also records a change of dose level within a running trial (same class and agent). */
  'medication.started': { class: string; agent: string; doseLevel: string; startedOn: LocalDate };
  'medication.stopped': { reason: string };
  /** What was looked at before a start: names of checks, never results. */
  'medication.checked': { checks: string[] };
  /** A class that this patient must not be given: stands for a trial that cannot take place. */
  'medication.contraindicated': { class: string; reason: string };
  /** The list of medicines was gone through with the patient. */
  'medication.reviewed': Record<string, never>;
  'taper.reviewed': { outcome: 'reducing' | 'continued' | 'stopped'; reason: string };
  'history.recorded': { previousOperations: number };
  'examination.recorded': { deficit: 'none' | 'stable' | 'progressive' };
  'imaging.ordered': { modality: ImagingModality; region: string };
  'imaging.reported': { modality: ImagingModality; region: string };
  'session.booked': { session: string; purpose: SessionPurpose; at: Instant };
  'session.moved': { session: string; at: Instant };
  'session.attended': { session: string };
  'session.missed': { session: string };
  'session.cancelled': { session: string };
  'procedure.ordered': Site & {
    kind: string;
    indication: string;
    concordantImaging: boolean;
    /** Weeks of conservative care that did not help enough, before. */
    conservativeWeeks: number;
    plannedOn: LocalDate;
  };
  'procedure.checked': { checks: string[] };
  'procedure.performed': Site & { kind: string; guidance: string; performedOn: LocalDate };
  'procedure.refused': { by: 'patient' | 'clinician'; reason: string };
  'psychology.assessed': { outcome: 'support' | 'no-need' };
  /** The total of a licensed form that was filled in on paper. */
  'score.entered': { instrument: string; total: number; of?: number };
  /** A sign the patient has had for long; the answers to it then mean something else, for a while. */
  'flag.known': { rule: string; until: Instant; reason: string };
  /** A clinician sends the patient to the review at once, from wherever the track stands. */
  'stage.bypassed': { track: string; reason: string };
  'enrolment.transferred': { reason: string };
  'enrolment.accepted': Record<string, never>;
  'decision.made': { gate: string; choice: 'approve' | 'decline'; reason: string };
  'enrolment.paused': { until: Instant; reason: string };
  'enrolment.resumed': Record<string, never>;
  'enrolment.withdrawn': { reason: string };
  'patient.died': { diedOn?: LocalDate };
  /** In hospital: the house asks again at the latest then. */
  'patient.admitted': { reviewAt: Instant };
  'patient.discharged': Record<string, never>;
  'consent.changed': { email: boolean };
  'contact.changed': { reach: Reach };
  /** The mail system said that the address does not exist: the rest is withheld and somebody rings. */
  'contact.bounced': Record<string, never>;
  /** A safety rule was met by a saved item. Written in the transaction that saved it. */
  'safety.signalled': { checkIn: string; rule: string; class: SignalClass; tier: Tier };
  /** A tier-now escalation opened or ended for the patient, in whichever enrolment: holds and frees routine messages. */
  'escalation.raised': { escalation: string };
  'escalation.resolved': { escalation: string; messages: 'resume' | 'end' | { until: Instant } };
  'check-in.answered': { checkIn: string; scores: Score[]; late: boolean };
  'task.completed': { task: string };
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
  'psychology.assessed',
  'score.entered',
  'flag.known',
  'stage.bypassed',
  'enrolment.transferred',
  'enrolment.accepted',
  'decision.made',
  'enrolment.paused',
  'enrolment.resumed',
  'enrolment.withdrawn',
] as const satisfies readonly EventType[];

/** Facts of the person: one transaction reaches all enrolments. */
export const patientEventTypes = [
  'patient.died',
  'patient.admitted',
  'patient.discharged',
  'consent.changed',
  'contact.changed',
] as const satisfies readonly EventType[];
