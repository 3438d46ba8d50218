import type { Reach } from './event';
import type { Instant, LocalDate } from './time';
import type { EndOutcome } from './pathway/types';

// State is small plain JSON: no names, addresses or free text in it. Old versions are up-cast on read.

export type ScorePoint = { value: number; raw: number; at: Instant };

export type EnrolmentStatus = 'active' | 'held' | 'paused' | 'ended';

export type EndReason = EndOutcome | 'withdrawn' | 'died';

/** A check-in that has opened and whose consequences are not all drawn. */
export type OpenCheckIn = {
  /** `care/diagnosis/weekly@2026-12-01` */
  key: string;
  checkIn: string;
  ask: string[];
  opensAt: Instant;
  closesAt: Instant;
  answered: boolean;
};

export type GateVerdictKind = 'success' | 'not-enough' | 'cannot-tell' | 'not-yet-adequate' | 'decision-due';

/** What the rule said, in data: the three different texts at the gate are made from it. */
export type GateVerdict = { kind: GateVerdictKind; rule: string | null; inputs: Input[]; missing: string[] };

/** One number or fact a rule read. `name` is e.g. `peg`, `baseline peg`, `weeks at target`. */
export type Input = { name: string; value: number | string | null; at?: Instant };

export type OpenGate = {
  gate: string;
  /** `care/neuropathic-trial/surgical-review@<local date>` */
  key: string;
  openedAt: Instant;
  answerBy: Instant;
  escalated: boolean;
  verdict: GateVerdict;
};

export type DiagnosisState = { kind: 'diagnosis'; deadlineAt: Instant; overdue: boolean };

export type MedicationTrialState = {
  kind: 'medication-trial';
  startBy: Instant;
  startOverdue: boolean;
  trial: {
    class: string;
    agent: string;
    startedOn: LocalDate;
    /** When the start was recorded: the start itself may lie weeks before. */
    startedAt: Instant;
    /** Dose level from a date on, oldest first. */
    doses: { level: string; from: LocalDate }[];
    stoppedOn: LocalDate | null;
    /** Frozen when the trial starts; a score that was missing or too old is absent. */
    baseline: Record<string, ScorePoint>;
    /** The local date at which the end is asked and, at the close of that check-in, evaluated. */
    evaluateOn: LocalDate;
    evaluations: number;
  } | null;
};

export type SurgicalReviewState = {
  kind: 'surgical-review';
  /** The question is put again then, after a decision to wait; null while it is open. */
  reviewAt: Instant | null;
  reviews: number;
};

export type StageState = DiagnosisState | MedicationTrialState | SurgicalReviewState;

export type Why = { rule: string; inputs: Input[] };

export type TrackState = {
  track: string;
  stage: string;
  since: Instant;
  /** The day of `since` on the patient's calendar: stays the same when the patient moves to another zone. */
  enteredOn: LocalDate;
  /** What brought the track here: the answer to "why here?". */
  why: Why;
  /** Types of the facts recorded in this stage, for the `recorded` leaf. */
  recorded: string[];
  gate: OpenGate | null;
  own: StageState;
};

export type OpenTask = { key: string; task: TaskKind; dueAt: Instant };

export const taskKinds = [
  'no-telephone',
  'call-patient',
  'ask-by-phone',
  'record-diagnosis',
  'record-trial-start',
  'correct-contact',
  'reach-by-other-way',
  'prepare-evidence',
  'tell-family-contact-ended',
  'close-rota-gap',
  'look-at-quarantined-event',
] as const;
export type TaskKind = (typeof taskKinds)[number];

export type EnrolmentState = {
  schemaVersion: 1;
  /** Time up to which everything due was handled; never goes back. */
  now: Instant;
  /** Highest event taken in, time alone apart: the same event twice changes nothing. */
  lastSeq: number;
  startedAt: Instant;
  /** First day of the weekly rhythm, on the patient's calendar. */
  firstOn: LocalDate;
  reach: Reach;
  emailConsent: boolean;
  undeliverable: boolean;
  /** Ids of open tier-now escalations of the patient: while there is one, routine messages wait. */
  holds: string[];
  /** Routine messages were ended by the resolver of an escalation. */
  messagesEnded: boolean;
  pause: { since: Instant; until: Instant } | null;
  ended: { at: Instant; reason: EndReason } | null;
  /** No routine message before this: staff facts can be undone until then. */
  quietUntil: Instant;
  tracks: TrackState[];
  checkIns: OpenCheckIn[];
  /** Per series `track/check-in`: the last local date whose occurrence has opened or was passed over. */
  openedThrough: Record<string, LocalDate>;
  missedInARow: Record<string, number>;
  /** Newest last, at most twelve each. */
  scores: Record<string, ScorePoint[]>;
  tasks: OpenTask[];
};
