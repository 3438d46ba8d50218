import { z } from 'zod';
import { NamedRule } from '../../pathway/gate-schema';
import { Days } from '../../shapes/shapes';
import { baselineText, judged, judgedParts, stage, wait } from '../definition';
import { daysText } from '../../telling/english';
import type { StageDefinition } from '../kind';
import type { Instant, LocalDate } from '../../words/time';
import type { Rule } from '../../pathway/language';
import type { Evaluation, Judged, StageBase } from '../base';

export const definition: StageDefinition<'psychological-support'> = {
  begins: true,
  schema: z.strictObject({
    ...stage,
    ...judged,
    kind: z.literal('psychological-support'),
    screening: z.array(z.strictObject({ rule: NamedRule, assessWithinDays: Days })).min(1),
    earlyReviewDays: Days,
    reviewDays: Days,
  }),

  parts: ({ screening, earlyReviewDays, reviewDays, ...judged }) => {
    const { rules, ...rest } = judgedParts(judged);
    return {
      ...rest,
      rules: [
        ...screening.map(({ rule, assessWithinDays }, index) => ({
          path: ['screening', index, 'rule'],
          rule,
          does: `an assessment is asked for within ${String(assessWithinDays)} days`,
        })),
        ...rules,
      ],
      waits: [
        ...screening.map((each, index) => wait(each.assessWithinDays, 'screening', index, 'assessWithinDays')),
        wait(earlyReviewDays, 'earlyReviewDays'),
        wait(reviewDays, 'reviewDays'),
      ],
    };
  },

  sentences: ({ baseline, earlyReviewDays, reviewDays }) => [
    baselineText(baseline),
    `Without improvement after ${daysText(earlyReviewDays)} the question is put early; after ${daysText(reviewDays)} it is put in any case.`,
  ],

  onlyWatches: () => true,
};

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
