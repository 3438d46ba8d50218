import { z } from 'zod';
import { baselineText, judged, judgedParts, pointed, pointsText, pointWaits, stage, wait } from '../definition';
import type { StageDefinition, StageKind } from '../kind';
import { courseOfPoints } from '../points';
import type { Pointed, PointsState, StageBase } from '../base';

export const definition: StageDefinition<'rehabilitation'> = {
  begins: true,
  schema: z.strictObject({ ...stage, ...judged, ...pointed, kind: z.literal('rehabilitation') }),

  parts: ({ points, graceDays, ...judged }) => ({
    ...judgedParts(judged),
    waits: [...pointWaits(points), wait(graceDays, 'graceDays')],
  }),

  sentences: ({ points, graceDays, baseline }) => [baselineText(baseline), pointsText(points, graceDays)],

  judgedOn: ({ points, graceDays }) => ({ days: points, from: 'stage', graceDays }),
  watchesGain: true,
};

/** Keeps up what a block or a trial reached: exercise, work, sleep, pacing. Looked at on fixed days, relapse at once. */
export const rehabilitation: StageKind<'rehabilitation'> = { ...definition, ...courseOfPoints('rehabilitation') };

export type RehabilitationStage = StageBase & Pointed & { kind: 'rehabilitation' };

export type RehabilitationState = PointsState<'rehabilitation'>;

declare module '../types' {
  interface StageKinds {
    rehabilitation: { stage: RehabilitationStage; state: RehabilitationState };
  }
}
