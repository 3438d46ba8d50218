import type { Signature, Tunable } from './release-types';
import type { GateVerdictKind } from './verdict-kinds';
import type { LocalDate, LocalTime } from '../words/time';

// A pathway is a versioned, immutable definition: tracks of stages, check-ins and rules. Durations carry their unit in the name.

/** A rule's tree. Every leaf is true, false or unknown; unknown never passes and never counts as failure. */
export type Predicate =
  | { kind: 'all'; of: Predicate[] }
  | { kind: 'any'; of: Predicate[] }
  | { kind: 'not'; of: Predicate }
  | { kind: 'at-least'; count: number; of: Predicate[] }
  /** The latest score within the last `withinDays` (or the mean of all in it) is at most / at least a value. */
  | { kind: 'score'; score: string; atMost?: number; atLeast?: number; withinDays: number; mean?: boolean }
  /** From the frozen baseline to the latest score within `withinDays`; exactly one of percent and points. */
  | ({ kind: 'improved' } & Change)
  /** `inARow`: in so many successive weeks of the rhythm, the newest within `withinDays`. */
  | ({ kind: 'worsened'; inARow?: number } & Change)
  /** Days since the stage began, or since the enrolment did. */
  | { kind: 'elapsed'; days: number; since?: 'stage' | 'enrolment' }
  /** So many answers to a check-in of this name, each counted once. */
  | { kind: 'answered'; checkIn: string; atLeast: number; withinDays: number }
  /** Share of the sessions planned for this stage that took place. */
  | { kind: 'attended'; percent: number }
  /** Self-reported: the mean of a score within `withinDays` is at least so many per cent of what was asked for. */
  | { kind: 'adherence'; score: string; outOf: number; percent: number; withinDays: number }
  /** Procedures in a rolling window, at the place of the one in hand or anywhere. */
  | {
      kind: 'count';
      per: 'region' | 'region-and-side' | 'patient';
      withinDays: number;
      atMost?: number;
      atLeast?: number;
    }
  /** A safety rule was met by an answer. */
  | { kind: 'flag'; flag: string; withinDays: number }
  /** What a clinician last decided at this gate. */
  | { kind: 'decision'; gate: string; choice: 'approve' | 'decline' }
  /** A stage of this kind came to its end and was adequate; of this medication class, where one is named. */
  | { kind: 'tried'; stage: string; class?: string }
  /** Consecutive missed check-ins of this name. */
  | { kind: 'missed'; checkIn: string; inARow: number }
  /** A fact of this type was recorded in this stage, or ever in the enrolment. */
  | { kind: 'recorded'; event: string; in?: 'stage' | 'enrolment' }
  /** So much of the gain that was there when the stage was entered is gone, and at least so many points of the score. */
  | { kind: 'lost'; score: string; percentOfGain: number; byPoints: number; withinDays: number }
  /** One of these classes is taken. That none is, is known only from a list confirmed within so many days. */
  | { kind: 'takes'; anyOf: string[]; withinDays: number }
  /** Benefits and risks of this class were weighed within so many days. */
  | { kind: 'weighed'; class: string; withinDays: number };

type Change = { score: string; byPercent?: number; byPoints?: number; withinDays: number };

/** A named rule with its source: the answer to "why?" names it. */
export type Rule = { id: string; when: Predicate; source: string };

export type CheckInDefinition = {
  id: string;
  /** Instruments in the order asked; safety first. */
  ask: string[];
  reminderAfterDays: number[];
  windowDays: number;
  /** This many missed in a row open a call task; `lostAfter` of them ask a clinician: lost to follow-up? Nothing ends by it. */
  missedInARow: { count: number; callWithinWorkingDays: number; lostAfter?: number };
  /** A safety check-in: opens on its very day, reminds after so many hours, and unanswered becomes a call the same day. */
  safety?: { opensAt: LocalTime; remindAfterHours: number; callAt: LocalTime };
};

/** When a stage asks a check-in; `while`: only on the days of support that goes on, or of a block whose sessions have begun. All times are the patient's preferred hour on the local date. */
export type CheckInUse =
  /** Every `everyDays` on the dates counted from the enrolment's first check-in, while the stage lasts; rarer later on. */
  | { checkIn: string; every: { days: number; steady?: { afterDays: number; days: number }; while?: 'treating' } }
  /**
   * Once, on the first day of the weekly rhythm at or after so many days from the anchor, or on that very day. The anchor
   * `trial` is the recorded beginning of the treatment: of a medicine, or the day of a procedure.
   */
  | {
      checkIn: string;
      once: { afterDays: number; from: 'stage' | 'trial'; on?: 'day' };
      unlessScoredWithinDays?: number;
    };

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
export type EndOutcome = 'returned-to-referrer' | 'referred-to-surgery' | 'care-completed';

/** What somebody must have seen who decides for a contested treatment. */
export type Notice = { text: string; source: string };

type StageBase = {
  id: string;
  title: string;
  checkIns: CheckInUse[];
  notices?: Notice[];
  /** Who this stage is for: shown to whoever decides for it, never decided by. */
  entry?: Rule;
  /** Entered only where the clinic offers it; elsewhere the track goes on as said here. */
  optional?: { offered: boolean; instead: Destination };
};

/** A stage whose result a rule judges on a day, for a clinician to decide on. */
type Judged = {
  baseline: Baseline;
  success: Rule;
  /** Short of success, but something: the finding "partial". */
  partial?: Rule;
  /** Met by an answer it puts the question at once: somebody is getting worse. */
  stop?: Rule;
  gate: GateDefinition;
  /** Another question where the rule found this. */
  gateWhen?: GateWhen;
};

/** Frozen when the treatment begins; `enrolment` compares with the first value ever known instead. */
export type Baseline = { scores: string[]; maxAgeDays: number; from?: 'stage' | 'enrolment' };
export type GateWhen = Partial<Record<GateVerdictKind, GateDefinition>>;

export type DiagnosisStage = StageBase & {
  kind: 'diagnosis';
  deadlineDays: number;
  /** Stage entered when the diagnosis is recorded, by mechanism; `otherwise` for any other. */
  next: { byMechanism: Record<string, string>; otherwise: string };
  /** Facts that must be there before the diagnosis is recorded. */
  needs?: string[];
  /** The first scores, and who the pathway is for; what is missing by then becomes a call, and later a clinician's task. */
  intake?: {
    scores: string[];
    callAfterDays: number;
    endAfterDays?: number;
    conditions?: { id: string; text: string; source: string }[];
  };
  /** Imaging that was ordered and has no result by then is chased. */
  imagingReportWithinDays?: number;
};

export type MedicationTrialStage = StageBase & {
  kind: 'medication-trial';
  /** A start not recorded by then opens a task; the trial never starts by itself. */
  startWithinDays: number;
  trialDays: number;
  baseline: { scores: string[]; maxAgeDays: number };
  /** By medication class: enough weeks at one of the dose levels, and a shorter trial where that is enough. Below it the trial is "not yet adequate", never failed. */
  adequacy: { class: string; doseLevels: string[]; weeks: number; trialDays?: number; source: string }[];
  doseLevels: string[];
  success: Rule;
  partial?: Rule;
  stop?: Rule;
  gate: GateDefinition;
  gateWhen?: GateWhen;
  /** What must have been looked at before a start can be recorded. */
  checks?: string[];
  /** A medicine that must not end abruptly: the end of the trial opens a review of how to reduce it, and nothing more. */
  taperReview?: boolean;
  /** A switch of class: not the class that was tried in that stage. */
  otherClassThan?: string;
  /** Totals that must have been entered before a start can be recorded. */
  totalsBefore?: string[];
  /** However often it is gone on with: on this day after the start a person has to look. */
  hardDays?: number;
  /** For as long as the medicine is taken, also after the stage, somebody looks at the need for it. */
  review?: { firstAfterDays?: number; everyDays: number; source: string };
};

export type TherapyBlockStage = StageBase &
  Judged & {
    kind: 'therapy-block';
    /** No session booked by then opens a task. */
    bookWithinDays: number;
    sessions: { planned: number; adequatePercent: number; halfWayPercent: number; source: string };
    blockDays: number;
    graceDays: number;
  };

/** At most so many in a rolling window: the next one is refused. */
export type ProcedureLimit = {
  per: 'region' | 'region-and-side' | 'patient';
  withinDays: number;
  atMost: number;
  source: string;
};

export type ProcedureStage = StageBase &
  Judged & {
    kind: 'procedure';
    procedures: string[];
    regions: string[];
    guidance: string[];
    indications: string[];
    /** Weeks of conservative care that must have failed before. */
    conservativeWeeks: number;
    needsConcordantImaging: boolean;
    checks: string[];
    orderWithinDays: number;
    performWithinDays: number;
    limits: ProcedureLimit[];
    minGapDays: number;
    gapSource: string;
    evaluateAfterDays: number;
    /** Only after success the same may be done again in a region; otherwise another kind or technique. */
    sameAgainOnlyAfterSuccess?: { source: string };
  };

/** Judged on each of these days counted from the beginning; the last one always asks. */
type Pointed = Judged & { points: number[]; graceDays: number };

export type RehabilitationStage = StageBase & Pointed & { kind: 'rehabilitation' };

export type PsychologicalSupportStage = StageBase &
  Judged & {
    kind: 'psychological-support';
    /** Any of these asks for an assessment, the most urgent first. */
    screening: { rule: Rule; assessWithinDays: number }[];
    /** Without improvement by then the question is put early. */
    earlyReviewDays: number;
    reviewDays: number;
  };

export type SurgicalReviewStage = StageBase & {
  kind: 'surgical-review';
  gate: GateDefinition;
  /** Conservative care has only failed when all of these are true; anything less is "not yet adequate". */
  conservative?: Rule[];
  /** The question undecided by then is told to the lead. */
  slotWithinDays?: number;
};

/** Watches over what was reached. Without a gate it never asks to go on: it lasts as long as the enrolment. */
export type FollowUpStage = StageBase & {
  kind: 'follow-up';
  points: number[];
  graceDays: number;
  baseline: Baseline;
  success: Rule;
  stop?: Rule;
  gate?: GateDefinition;
  gateWhen?: GateWhen;
};

export type Stage =
  | DiagnosisStage
  | MedicationTrialStage
  | TherapyBlockStage
  | ProcedureStage
  | RehabilitationStage
  | PsychologicalSupportStage
  | SurgicalReviewStage
  | FollowUpStage;
export type StageKindName = Stage['kind'];

export const stageKindNames = [
  'diagnosis',
  'medication-trial',
  'therapy-block',
  'procedure',
  'rehabilitation',
  'psychological-support',
  'surgical-review',
  'follow-up',
] as const satisfies readonly StageKindName[];

export type Track = {
  id: string;
  first: string;
  stages: Stage[];
  /** The fact with which it begins; without one it begins with the enrolment. */
  beginsWith?: string;
  /** The stage a clinician may send a patient to from anywhere in the track. */
  bypass?: string;
};

export type Pathway = {
  id: string;
  version: number;
  state: 'draft' | 'released' | 'recalled';
  title: string;
  /** Languages whose texts must be complete; English alone where nothing is declared. */
  languages?: string[];
  checkIns: CheckInDefinition[];
  tracks: Track[];
  /** Routine messages a patient gets in a week at most, over all tracks; less after silence. */
  burden?: { routineMessagesPerWeek: number; source: string };
  /** False: enrolled into only by whoever names this version. */
  offered?: boolean;
  /** Who wrote it and which clinician approved it: nothing is released without both. */
  author?: string;
  approvedBy?: string;
  /** Who answers for which threshold, and when it is to be looked at again. A later one renews an earlier one. */
  signatures?: Signature[];
  /** Why nobody may begin on it any more. Whoever is on it stays until a person decides. */
  recalled?: { on: LocalDate; reason: string };
  /** Numbers a clinic may set for itself, and how far. */
  tunable?: Tunable[];
  /** What clinicians are reminded of about medicines and procedures. Never shown to patients. */
  medicines?: MedicineRules;
};

/** `classes`: every class that can be named; only so is "not in the list" the same as "not taken". */
export type MedicineRules = { confirmedWithinDays: number; classes: string[]; prompts: PromptDefinition[] };

/**
 * Something to look at before a start and at each review of a class (or a procedure). With `when` only where that is not
 * ruled out. `hard`: a contraindication or a dangerous combination, which cannot be set aside for long.
 */
export type PromptDefinition = {
  id: string;
  about: string[];
  hard?: boolean;
  when?: Predicate;
  text: string;
  source: string;
};
