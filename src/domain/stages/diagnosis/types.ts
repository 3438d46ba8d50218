import type { Instant } from '../../words/time';
import type { StageBase } from '../base';

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

export type DiagnosisState = {
  kind: 'diagnosis';
  deadlineAt: Instant;
  overdue: boolean;
  /** When missing first scores are asked for by telephone; null where the pathway asks none, or once it was done. */
  intakeCallAt?: Instant | null;
  /** When what is still missing is put before a clinician; null once it was, or when nothing is missing. */
  intakeEndAt?: Instant | null;
};

declare module '../types' {
  interface StageKinds {
    diagnosis: { stage: DiagnosisStage; state: DiagnosisState };
  }
}
