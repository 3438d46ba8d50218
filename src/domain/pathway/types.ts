// A pathway is a versioned, immutable definition: tracks of stages, check-ins and rules. Durations carry their unit in the name.

/** A rule's tree. Every leaf is true, false or unknown; unknown never passes and never counts as failure. */
export type Predicate =
  | { kind: 'all'; of: Predicate[] }
  | { kind: 'any'; of: Predicate[] }
  | { kind: 'not'; of: Predicate }
  | { kind: 'at-least'; count: number; of: Predicate[] }
  /** The latest score within the last `withinDays` is at most / at least a value. */
  | { kind: 'score'; score: string; atMost?: number; atLeast?: number; withinDays: number }
  /** From the frozen baseline to the latest score within `withinDays`; exactly one of percent and points. */
  | { kind: 'improved' | 'worsened'; score: string; byPercent?: number; byPoints?: number; withinDays: number }
  /** Days since the stage began. */
  | { kind: 'elapsed'; days: number }
  /** Consecutive missed check-ins of this name. */
  | { kind: 'missed'; checkIn: string; inARow: number }
  /** A fact of this type was recorded in this stage. */
  | { kind: 'recorded'; event: string };

/** A named rule with its source: the answer to "why?" names it. */
export type Rule = { id: string; when: Predicate; source: string };

export type CheckInDefinition = {
  id: string;
  /** Instruments in the order asked; safety first. */
  ask: string[];
  reminderAfterDays: number[];
  windowDays: number;
  /** This many missed in a row open a call task, due after so many working days. */
  missedInARow: { count: number; callWithinWorkingDays: number };
};

/** When a stage asks a check-in. All times are the patient's preferred hour on the local date. */
export type CheckInUse =
  /** Every `everyDays` on the dates counted from the enrolment's first check-in, while the stage lasts. */
  | { checkIn: string; every: { days: number } }
  /** Once, on the first day of the weekly rhythm at or after so many days from the anchor. */
  | { checkIn: string; once: { afterDays: number; from: 'stage' | 'trial' }; unlessScoredWithinDays?: number };

/** The question only a clinician may answer; unanswered in time it escalates. */
export type GateDefinition = {
  id: string;
  question: string;
  answerWithinDays: number;
  approve: Destination;
  decline: Destination;
};

/** Where a decision leads. `again` repeats the stage's evaluation later, at most so many times; then `otherwise` holds. */
export type Destination =
  | { to: 'stage'; stage: string }
  | { to: 'again'; afterDays: number; atMost: number; otherwise: Destination }
  | { to: 'end'; outcome: EndOutcome };

/** How a clinician's decision may end an enrolment. Nothing ends one by silence or expiry. */
export type EndOutcome = 'returned-to-referrer' | 'referred-to-surgery';

type StageBase = { id: string; title: string; checkIns: CheckInUse[] };

export type DiagnosisStage = StageBase & {
  kind: 'diagnosis';
  deadlineDays: number;
  /** Stage entered when the diagnosis is recorded, by mechanism; `otherwise` for any other. */
  next: { byMechanism: Record<string, string>; otherwise: string };
};

export type MedicationTrialStage = StageBase & {
  kind: 'medication-trial';
  /** A start not recorded by then opens a task; the trial never starts by itself. */
  startWithinDays: number;
  trialDays: number;
  baseline: { scores: string[]; maxAgeDays: number };
  /** By medication class: enough weeks at one of the dose levels. Below it the trial is "not yet adequate", never failed. */
  adequacy: { class: string; doseLevels: string[]; weeks: number; source: string }[];
  doseLevels: string[];
  success: Rule;
  gate: GateDefinition;
};

export type SurgicalReviewStage = StageBase & {
  kind: 'surgical-review';
  gate: GateDefinition;
};

export type Stage = DiagnosisStage | MedicationTrialStage | SurgicalReviewStage;
export type StageKindName = Stage['kind'];

export type Track = { id: string; first: string; stages: Stage[] };

export type Pathway = {
  id: string;
  version: number;
  state: 'draft' | 'released' | 'recalled';
  title: string;
  checkIns: CheckInDefinition[];
  tracks: Track[];
};
