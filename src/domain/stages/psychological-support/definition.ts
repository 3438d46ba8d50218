import { z } from 'zod';
import { NamedRule } from '../../pathway/gate-schema';
import { Days } from '../../shapes/shapes';
import { baselineText, judgedParts, wait } from '../definition';
import { daysText } from '../../telling/english';
import { says } from '../../telling/sentence';
import type { StageDefinition } from '../kind';
import type { Instant, LocalDate } from '../../words/time';
import { type Evaluation, judged, stage } from '../base';

const schema = z.strictObject({
  ...stage,
  ...judged,
  kind: z.literal('psychological-support'),
  /** Any of these asks for an assessment, the most urgent first. */
  screening: z.array(z.strictObject({ rule: NamedRule, assessWithinDays: Days })).min(1),
  /**
   * Of each score that led in, as its baseline says or as nobody knows, its own rule must be met; `success` holds where it is
   * known that none of them did.
   */
  measuredBy: z
    .array(z.strictObject({ led: NamedRule, success: NamedRule }))
    .min(1)
    .optional(),
  /** Without improvement by then the question is put early. */
  earlyReviewDays: Days,
  reviewDays: Days,
});
export type PsychologicalSupportStage = z.infer<typeof schema>;

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

export const definition: StageDefinition<'psychological-support'> = {
  begins: true,
  schema,

  parts: ({ screening, measuredBy = [], earlyReviewDays, reviewDays, ...judged }) => {
    const { rules, ...rest } = judgedParts(judged);
    return {
      ...rest,
      rules: [
        ...screening.map(({ rule, assessWithinDays }, index) => ({
          path: ['screening', index, 'rule'],
          rule,
          does: `an assessment is asked for within ${String(assessWithinDays)} days`,
          doesAt: ['screening', index, 'assessWithinDays'],
        })),
        ...measuredBy.flatMap(({ led, success }, index) => [
          { path: ['measuredBy', index, 'led'], rule: led, does: 'the support is measured by the next rule' },
          {
            path: ['measuredBy', index, 'success'],
            rule: success,
            does: 'the criteria for success are met, as far as this led in',
          },
        ]),
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
    says(
      `Without improvement after ${daysText(earlyReviewDays)} the question is put early; after ${daysText(reviewDays)} it is put in any case.`,
      'earlyReviewDays',
      'reviewDays',
    ),
  ],

  onlyWatches: () => true,
};
