import { z } from 'zod';
import { Gate } from '../../pathway/gate-schema';
import { baselineText, judged, judgedParts, pointed, pointsText, pointWaits, stage, wait } from '../definition';
import type { StageDefinition, StageKind } from '../kind';
import { courseOfPoints } from '../points';
import type { GateDefinition, GateWhen, Rule } from '../../pathway/language';
import type { Baseline, PointsState, StageBase } from '../base';

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

/** Watches over what was reached. Without a gate it never asks to go on: it lasts as long as the enrolment. */
export type FollowUpStage = StageBase & {
  kind: 'follow-up';
  points: number[];
  graceDays: number;
  baseline: Baseline;
  success: Rule;
  stop?: Rule;
  gate?: GateDefinition;
  gateWhen?: GateWhen;
};

export type FollowUpState = PointsState<'follow-up'>;

declare module '../types' {
  interface StageKinds {
    'follow-up': { stage: FollowUpStage; state: FollowUpState };
  }
}
