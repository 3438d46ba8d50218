import { z } from 'zod';
import { Gate } from '../../pathway/gate-schema';
import { Days, Percent, Text } from '../../shapes/shapes';
import { baselineText, judgedParts, wait } from '../definition';
import { counted, daysText } from '../../telling/english';
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
  /** So many sessions missed one after the other become a call; after it new ones count. */
  missedInARow: z
    .strictObject({ count: z.int().min(2), callWithinWorkingDays: z.int().min(1), source: Text })
    .optional(),
  blockDays: Days,
  graceDays: Days,
  /** Of whoever declined, nobody who came, or a block gone on with often enough, and still too little: why, and what then. */
  dropOut: Gate.optional(),
});
export type TherapyBlockStage = z.infer<typeof schema>;

/** Why somebody takes part in a block no more, as it was said. */
export type Dropped = 'declined' | 'unable';

export type TherapyBlockState = {
  kind: 'therapy-block';
  bookBy: Instant;
  bookingAsked: boolean;
  halfWayAt: Instant;
  halfWayLooked: boolean;
  evaluation: Evaluation;
  /** The time of the last missed session about which somebody rings; absent before. */
  missedTold?: Instant;
  /** It was said that the block is not wanted or not possible; absent while it is, and after a decision to go on. */
  dropped?: Dropped;
  /** When a clinician last decided to go on: sessions are to be booked anew. */
  goneOnAt?: Instant;
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

  sentences: ({ bookWithinDays, sessions, blockDays, graceDays, baseline, missedInARow, dropOut }) => [
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
    ...(missedInARow
      ? [
          says(
            `${counted(missedInARow.count, 'session')} missed one after the other become a call within ${counted(missedInARow.callWithinWorkingDays, 'working day')}; after the call new ones count. Source: ${missedInARow.source}.`,
            'missedInARow',
          ),
        ]
      : []),
    ...(dropOut
      ? [
          says(
            'Whoever declines or cannot come before enough sessions were attended, and a block that nobody came to or that was gone on with often enough, is a question of its own to a clinician.',
          ),
        ]
      : []),
  ],

  judgedOn: ({ blockDays, graceDays }) => ({ days: [blockDays], from: 'stage', graceDays }),
};
