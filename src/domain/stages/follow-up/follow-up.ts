import { z } from 'zod';
import { Gate } from '../../pathway/gate-schema';
import { baselineText, judged, judgedParts, pointed, pointsText, pointWaits, stage, wait } from '../definition';
import type { StageDefinition, StageKind } from '../kind';
import { courseOfPoints } from '../points';

export const definition: StageDefinition<'follow-up'> = {
  begins: true,
  schema: z.strictObject({ ...stage, ...judged, ...pointed, kind: z.literal('follow-up'), gate: Gate.optional() }),

  parts: ({ points, graceDays, ...judged }) => ({
    ...judgedParts(judged),
    waits: [...pointWaits(points), wait(graceDays, 'graceDays')],
  }),

  sentences: ({ points, graceDays, baseline, gate }) => [
    baselineText(baseline),
    pointsText(points, graceDays),
    ...(gate ? [] : ['It watches for as long as the enrolment lasts and ends with it.']),
  ],

  judgedOn: ({ points, graceDays }) => ({ days: points, from: 'stage', graceDays }),
  watchesGain: true,
  onlyWatches: ({ gate }) => gate === undefined,
};

/** Watches over what was reached, for a year or as long as the enrolment lasts. It ends by a clinician's decision only. */
export const followUp: StageKind<'follow-up'> = { ...definition, ...courseOfPoints('follow-up') };
