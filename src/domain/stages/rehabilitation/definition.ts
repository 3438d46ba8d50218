import { z } from 'zod';
import { baselineText, judged, judgedParts, pointWaits, pointed, pointsText, stage, wait } from '../definition';
import type { StageDefinition } from '../kind';

export const definition: StageDefinition<'rehabilitation'> = {
  schema: z.strictObject({ ...stage, ...judged, ...pointed, kind: z.literal('rehabilitation') }),

  parts: ({ points, graceDays, ...judged }) => ({
    ...judgedParts(judged),
    waits: [...pointWaits(points), wait(graceDays, 'graceDays')],
  }),

  sentences: ({ points, graceDays, baseline }) => [baselineText(baseline), pointsText(points, graceDays)],

  judgedOn: ({ points, graceDays }) => ({ days: points, from: 'stage', graceDays }),
  watchesGain: true,
};
