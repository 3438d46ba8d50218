import { z } from 'zod';
import { Days, Percent, Text } from '../../shapes/shapes';
import { baselineText, judgedParts, wait } from '../definition';
import { daysText } from '../../telling/english';
import { says } from '../../telling/sentence';
import type { StageDefinition } from '../kind';
import type { Instant } from '../../words/time';
import { type Evaluation, judged, stage } from '../base';

const schema = z.strictObject({
  ...stage,
  ...judged,
  kind: z.literal('therapy-block'),
  /** No session booked by then opens a task. */
  bookWithinDays: Days,
  sessions: z.strictObject({
    planned: z.int().min(1),
    adequatePercent: Percent,
    halfWayPercent: Percent,
    source: Text,
  }),
  blockDays: Days,
  graceDays: Days,
});
export type TherapyBlockStage = z.infer<typeof schema>;

export type TherapyBlockState = {
  kind: 'therapy-block';
  bookBy: Instant;
  bookingAsked: boolean;
  halfWayAt: Instant;
  halfWayLooked: boolean;
  evaluation: Evaluation;
};

declare module '../types' {
  interface StageKinds {
    'therapy-block': { stage: TherapyBlockStage; state: TherapyBlockState };
  }
}

export const definition: StageDefinition<'therapy-block'> = {
  begins: true,
  schema,

  parts: ({ bookWithinDays, blockDays, graceDays, ...judged }) => ({
    ...judgedParts(judged),
    waits: [wait(bookWithinDays, 'bookWithinDays'), wait(blockDays, 'blockDays'), wait(graceDays, 'graceDays')],
  }),

  sentences: ({ bookWithinDays, sessions, blockDays, graceDays, baseline }) => [
    says(
      `${String(sessions.planned)} sessions are booked and recorded as attended, missed or cancelled; silence is never attendance. If none is booked within ${daysText(bookWithinDays)}, the coordinators get a task.`,
      'bookWithinDays',
    ),
    baselineText(baseline),
    says(
      `The block lasts ${daysText(blockDays)}, with ${daysText(graceDays)} of grace. It counts as adequate from ${String(sessions.adequatePercent)} % of the sessions on; fewer than ${String(sessions.halfWayPercent)} % half way become a call. Source: ${sessions.source}.`,
      'blockDays',
      'graceDays',
      'sessions',
    ),
  ],

  judgedOn: ({ blockDays, graceDays }) => ({ days: [blockDays], from: 'stage', graceDays }),
};
