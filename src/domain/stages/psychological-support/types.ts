import type { Rule } from '../../pathway/language';
import type { Instant, LocalDate } from '../../words/time';
import type { Evaluation, Judged, StageBase } from '../base';

export type PsychologicalSupportStage = StageBase &
  Judged & {
    kind: 'psychological-support';
    /** Any of these asks for an assessment, the most urgent first. */
    screening: { rule: Rule; assessWithinDays: number }[];
    /** Without improvement by then the question is put early. */
    earlyReviewDays: number;
    reviewDays: number;
  };

export type PsychologicalSupportState = {
  kind: 'psychological-support';
  phase: 'screening' | 'assessing' | 'treating';
  /** Which rule asked for the assessment. */
  because: string | null;
  /** Days of a treatment are counted from here. */
  since: LocalDate;
  /** When somebody last assessed: scores from before were looked at, and ask for nothing again. */
  assessedAt?: Instant;
  earlyDone: boolean;
  evaluation: Evaluation;
};

declare module '../types' {
  interface StageKinds {
    'psychological-support': { stage: PsychologicalSupportStage; state: PsychologicalSupportState };
  }
}
