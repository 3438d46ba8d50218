import type { CheckResult, ConditionAnswer, GateVerdictKind, OperationKind, SessionPurpose, Site } from './choices';
import type { KnownFlag } from '../instrument/left-blank';
import type { ScorePoint } from '../instrument/types';
import type { Instant, LocalDate } from './time';

// What happened to a patient, as far as rules look back at it.

/** One number or fact a rule read. `name` is e.g. `peg`, `baseline peg`, `weeks at target`. */
export type Input = { name: string; value: number | string | null; at?: Instant };

/** Inputs by name, in the order written. */
export const inputsOf = (values: Record<string, Input['value']>): Input[] =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

/** An appointment. `outcome` stays null until somebody records it; silence is never attendance. */
export type Session = {
  id: string;
  purpose: SessionPurpose;
  at: Instant;
  bookedAt: Instant;
  /** The stage it counts for: the one that took sessions of this purpose when it was booked. */
  stage: string | null;
  outcome: 'attended' | 'missed' | 'cancelled' | null;
  /** Its outcome was asked for by a task. */
  asked: boolean;
  /** Id of what a clinician wrote for the patient. */
  preparation?: string;
};

export type Procedure = Site & {
  kind: string;
  guidance: string;
  performedOn: LocalDate;
  recordedAt: Instant;
  technique?: string;
  /** Where what it brings is read again; absent elsewhere, and in states from before. */
  relief?: Relief;
};

/** What a procedure is compared with, of which stage it was, and what was found on each of the days when it is read again. */
export type Relief = {
  track: string;
  stage: string;
  baseline: Record<string, ScorePoint>;
  read: { afterDays: number; found: 'held' | 'lost' | 'unknown'; at: Instant }[];
};

/** `relief`: of the trial of a stimulator, in per cent, once it is known. */
export type Operation = { kind: OperationKind; level: string; on: LocalDate; recordedAt: Instant; relief?: number };

/** A stage that came to its question. `adequate`: so much was done that it says something, however it went; unknown where that cannot be told. */
export type Completed = {
  stage: string;
  kind: string;
  class: string | null;
  adequate: boolean | 'unknown';
  verdict: GateVerdictKind;
  at: Instant;
  /** Where adequacy is measured; absent in states from before. */
  done?: Done;
};

/** What was done of a treatment: `since` tells it from an earlier one in the same stage, `to` is the last day that counts. */
export type Done = { since: LocalDate; to: LocalDate; inputs: Input[]; missing: string[] };

/** A class that is taken as far as anybody here knows: started here, or named when the list was gone through. */
export type TakenMedicine = {
  class: string;
  since: Instant;
  /** The trial in which it was begun; absent for what was only named in the list. */
  begun?: { stage: string; on: LocalDate; at: Instant };
  /** Days from which another dose level was taken, the start among them, oldest first; absent before the first change. */
  changes?: LocalDate[];
  /** When the last of them was recorded: what it asks for is not asked before. */
  changedAt?: Instant;
  /** Somebody looks at the need for it then, and again and again; null while that is asked for. */
  review?: { at: Instant | null; everyDays: number; rule: string };
};

export type Medicines = {
  taken: TakenMedicine[];
  /** When all classes were last named; null: never, and then what is not among them is not known. */
  listedAt: Instant | null;
  /** When questions about medicines were last answered; absent: not known. */
  checkedAt?: Instant;
  /** By class: when its benefits and risks were last weighed. */
  weighedAt: Record<string, Instant>;
  /** `certain`: the prompt was known to hold when it was set aside, and not only not ruled out. */
  snoozed: { prompt: string; from: Instant; until: Instant; certain: boolean }[];
};

/** The answers of the so-many-eth four weeks, as a sum of raw values. */
export type ScoreSpan = { nth: number; sum: number; count: number };
/** Four weeks: the rarest rhythm in which a stage asks for pain [D]. */
export const SPAN_DAYS = 28;

/** What rules may look back at, newest last and only so much of each. */
export type History = {
  /** By check-in name: when it was answered. */
  answered: Record<string, Instant[]>;
  /** First known value of each score: what "since the beginning" compares with. */
  first: Record<string, ScorePoint>;
  sessions: Session[];
  procedures: Procedure[];
  signals: { rule: string; at: Instant }[];
  /** By safety rule: when its question last had an answer, whichever. Absent in states from before: not known. */
  safetyAnswered?: Record<string, Instant>;
  /** Signs a clinician has recorded as known. */
  known: KnownFlag[];
  decisions: { gate: string; choice: string; at: Instant }[];
  completed: Completed[];
  imaging: { modality: string; region: string; orderedAt: Instant; reportedAt: Instant | null; chased: boolean }[];
  /** Types of the facts recorded, ever. */
  recorded: string[];
  medicinesConfirmedAt: Instant | null;
  /** Classes of medicines this patient must not be given. */
  contraindicated: string[];
  /** What the patient does not want, by the pathway's names; `stage` null: therapy at all; `unable`: what cannot be rather than what is not wanted. Absent while nothing was declined. */
  declined?: ({ class: string; at: Instant } | { stage: string | null; at: Instant; unable?: true })[];
  /** Whether “conservative measures failed” was true when it was last looked at; absent where it never was. */
  conservativeFailed?: boolean;
  /** When psychological support was last begun; null: it was assessed that none is needed. Absent in states from before. */
  support?: { begunAt: Instant | null };
  /** By score, for rules that look back for longer than answers are kept: sums of every four weeks since `since`. */
  spans?: { since: Instant; of: Record<string, ScoreSpan[]> };
  /** Operations since the enrolment began, as they were recorded; absent while there was none. */
  operations?: Operation[];
  /** By check before a procedure: what was found last. Absent while only names of checks were recorded. */
  checks?: Record<string, { result: CheckResult; at: Instant }>;
  /** Absent until somebody asked. */
  pregnant?: { answer: ConditionAnswer; at: Instant };
  /** What is known of the medicines taken; absent while nothing is. */
  medicines?: Medicines;
  /** Answers to the pathway's conditions for entry; one that is absent was never recorded. */
  conditions?: Record<string, ConditionAnswer>;
};
