import { z } from 'zod';
import { Days, Text } from '../../shapes/shapes';
import { judged, Percent, stage } from '../schema';
import type { StageDefinition } from '../kind';

export const definition: StageDefinition<'therapy-block'> = {
  schema: z.strictObject({
    ...stage,
    ...judged,
    kind: z.literal('therapy-block'),
    bookWithinDays: Days,
    sessions: z.strictObject({
      planned: z.int().min(1),
      adequatePercent: Percent,
      halfWayPercent: Percent,
      source: Text,
    }),
    blockDays: Days,
    graceDays: Days,
  }),
};
