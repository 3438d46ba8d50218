import type { GateDefinition, GateWhen, Rule } from '../../pathway/language';
import type { Instant, LocalDate } from '../../words/time';
import type { Evaluation, StageBase } from '../base';

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
    /** On its day the end is asked and, at the close of that check-in, evaluated. The baseline is frozen at the start. */
    evaluation: Evaluation;
  } | null;
  /** What was looked at before the start. */
  checked?: string[];
  /** The longest a trial of this kind may last was reached, and somebody was told. */
  hardEndTold?: boolean;
};

declare module '../types' {
  interface StageKinds {
    'medication-trial': { stage: MedicationTrialStage; state: MedicationTrialState };
  }
}
