import { z } from 'zod';
import { NamedRule } from '../../pathway/gate-schema';
import { Days } from '../../shapes/shapes';
import { baselineText, judged, judgedParts, stage, wait } from '../definition';
import { daysText } from '../../telling/english';
import type { StageDefinition } from '../kind';

export const definition: StageDefinition<'psychological-support'> = {
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
