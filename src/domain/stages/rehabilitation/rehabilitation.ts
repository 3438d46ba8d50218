import { z } from 'zod';
import { judged, pointed, type PointsState, stage } from '../base';
import type { StageKind } from '../kind';
import { courseDefinition, courseOfPoints } from '../points';

const schema = z.strictObject({ ...stage, ...judged, ...pointed, kind: z.literal('rehabilitation') });

/** Keeps up what a block or a trial reached: exercise, work, sleep, pacing. Looked at on fixed days, relapse at once. */
export const rehabilitation: StageKind<'rehabilitation'> = {
  ...courseDefinition,
  schema,
  ...courseOfPoints('rehabilitation'),
};

declare module '../types' {
  interface StageKinds {
    rehabilitation: { stage: z.infer<typeof schema>; state: PointsState<'rehabilitation'> };
  }
}
