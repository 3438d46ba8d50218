import { z } from 'zod';
import { NamedRule } from '../../pathway/gate-schema';
import { Days } from '../../shapes/shapes';
import { judged, stage } from '../schema';
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
};
