import { z } from 'zod';
import { Text } from '../../shapes/shapes';
import { says } from '../../telling/sentence';
import { Gate } from '../../pathway/gate-schema';
import { judged, pointed, type PointsState, stage } from '../base';
import type { StageKind } from '../kind';
import { courseDefinition, courseOfPoints } from '../points';

/** Without a gate it never asks to go on: it lasts as long as the enrolment. */
const schema = z.strictObject({
  ...stage,
  ...judged,
  ...pointed,
  kind: z.literal('follow-up'),
  gate: Gate.optional(),
  /** From how much less pain on the trial of a stimulator has brought what it should. */
  stimulatorTrial: z.strictObject({ reliefPercent: z.int().min(1).max(100), source: Text }).optional(),
});

/** Watches over what was reached, for a year or as long as the enrolment lasts. It ends by a clinician's decision only. */
export const followUp: StageKind<'follow-up'> = {
  ...courseDefinition,
  schema,
  sentences: (own) => [
    ...courseDefinition.sentences(own),
    ...(own.stimulatorTrial
      ? [
          says(
            `The trial of a stimulator needs ${String(own.stimulatorTrial.reliefPercent)} % less pain. Source: ${own.stimulatorTrial.source}.`,
            'stimulatorTrial',
          ),
        ]
      : []),
    ...(own.gate ? [] : [says('It watches for as long as the enrolment lasts and ends with it.')]),
  ],
  onlyWatches: ({ gate }) => gate === undefined,
  ...courseOfPoints('follow-up'),
};

declare module '../types' {
  interface StageKinds {
    'follow-up': { stage: z.infer<typeof schema>; state: PointsState<'follow-up'> };
  }
}
