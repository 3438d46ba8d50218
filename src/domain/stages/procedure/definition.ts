import { z } from 'zod';
import { Days, Id, Text } from '../../shapes/shapes';
import { judged, stage } from '../schema';
import type { StageDefinition } from '../kind';

export const definition: StageDefinition<'procedure'> = {
  schema: z.strictObject({
    ...stage,
    ...judged,
    kind: z.literal('procedure'),
    procedures: z.array(Id).min(1),
    regions: z.array(Id).min(1),
    guidance: z.array(Id).min(1),
    indications: z.array(Id).min(1),
    conservativeWeeks: z.int().min(0),
    needsConcordantImaging: z.boolean(),
    checks: z.array(Id).min(1),
    orderWithinDays: Days,
    performWithinDays: Days,
    limits: z
      .array(
        z.strictObject({
          per: z.enum(['region', 'region-and-side', 'patient']),
          withinDays: Days,
          atMost: z.int().min(1),
          source: Text,
        }),
      )
      .min(1),
    minGapDays: Days,
    gapSource: Text,
    evaluateAfterDays: Days,
    sameAgainOnlyAfterSuccess: z.strictObject({ source: Text }).optional(),
  }),
};
