import type { Site } from '../../words/choices';
import type { Instant, LocalDate } from '../../words/time';
import type { Evaluation, Judged, StageBase } from '../base';

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

export type ProcedureState = {
  kind: 'procedure';
  /** By then an order, and after it a record of what was done, is asked for. */
  waitUntil: Instant;
  asked: boolean;
  order: (Site & { kind: string; plannedOn: LocalDate; technique?: string }) | null;
  checked: string[];
  done: { performedOn: LocalDate; recordedAt: Instant; site: Site } | null;
  evaluation: Evaluation | null;
  rounds: number;
};

declare module '../types' {
  interface StageKinds {
    procedure: { stage: ProcedureStage; state: ProcedureState };
  }
}
