import { z } from 'zod';
import { Days, Id, Text } from '../../shapes/shapes';
import { judged, stage } from '../schema';
import type { StageDefinition } from '../kind';

export const definition: StageDefinition<'medication-trial'> = {
  schema: z.strictObject({
    ...stage,
    ...judged,
    kind: z.literal('medication-trial'),
    startWithinDays: Days,
    trialDays: Days,
    baseline: z.strictObject({ scores: z.array(Id).min(1), maxAgeDays: Days }),
    adequacy: z
      .array(
        z.strictObject({
          class: Id,
          doseLevels: z.array(Id).min(1),
          weeks: z.int().min(1),
          trialDays: Days.optional(),
          source: Text,
        }),
      )
      .min(1),
    doseLevels: z.array(Id).min(1),
    checks: z.array(Id).min(1).optional(),
    taperReview: z.boolean().optional(),
    otherClassThan: Id.optional(),
    totalsBefore: z.array(Id).min(1).optional(),
    hardDays: Days.optional(),
    review: z.strictObject({ firstAfterDays: Days.optional(), everyDays: Days, source: Text }).optional(),
  }),
};
