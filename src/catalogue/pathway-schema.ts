import { z } from 'zod';
import type { EventData } from '../domain/event';
import type { Destination, Pathway } from '../domain/pathway/types';
import { byWord } from './by-word';
import { PredicateTree } from './predicate-schema';
import { Days, Id, RuleId, Text } from './words';

const Mechanism = z.enum([
  'neuropathic',
  'axial',
  'structural',
  'mixed',
] satisfies EventData['diagnosis.recorded']['mechanism'][]);

const CheckIn = z.strictObject({
  id: Id,
  ask: z.array(Id).min(1),
  /** The ledger knows two reminders; more than that is nagging. */
  reminderAfterDays: z.array(Days).max(2, 'holds more than two reminders: keep two'),
  windowDays: Days,
  missedInARow: z.strictObject({ count: z.int().min(1), callWithinWorkingDays: z.int().min(1) }),
});

const CheckInUse = z.union(
  [
    z.strictObject({ checkIn: Id, every: z.strictObject({ days: Days }) }),
    z.strictObject({
      checkIn: Id,
      once: z.strictObject({ afterDays: z.int().min(0), from: z.enum(['stage', 'trial']) }),
      unlessScoredWithinDays: Days.optional(),
    }),
  ],
  { error: 'must be asked "every: { days: … }" or "once: { afterDays: …, from: stage or trial }"' },
);

const DestinationTree: z.ZodType<Destination> = byWord<Destination>('a destination', {
  stage: z.strictObject({ stage: Id }).transform(({ stage }) => ({ to: 'stage', stage })),
  again: z
    .strictObject({
      again: z.strictObject({ afterDays: Days, atMost: z.int().min(1), otherwise: z.lazy(() => DestinationTree) }),
    })
    .transform(({ again }) => ({ to: 'again', ...again })),
  end: z
    .strictObject({ end: z.enum(['returned-to-referrer', 'referred-to-surgery']) })
    .transform(({ end }) => ({ to: 'end', outcome: end })),
});

const Gate = z.strictObject({
  id: Id,
  question: Text,
  answerWithinDays: Days,
  approve: DestinationTree,
  decline: DestinationTree,
});

const stage = { id: Id, title: Text, checkIns: z.array(CheckInUse) };

const Stage = z.discriminatedUnion('kind', [
  z.strictObject({
    ...stage,
    kind: z.literal('diagnosis'),
    deadlineDays: Days,
    next: z.strictObject({ byMechanism: z.partialRecord(Mechanism, Id).transform(known), otherwise: Id }),
  }),
  z.strictObject({
    ...stage,
    kind: z.literal('medication-trial'),
    startWithinDays: Days,
    trialDays: Days,
    baseline: z.strictObject({ scores: z.array(Id).min(1), maxAgeDays: Days }),
    adequacy: z
      .array(z.strictObject({ class: Id, doseLevels: z.array(Id).min(1), weeks: z.int().min(1), source: Text }))
      .min(1),
    doseLevels: z.array(Id).min(1),
    success: z.strictObject({ id: RuleId, when: PredicateTree, source: Text }),
    gate: Gate,
  }),
  z.strictObject({ ...stage, kind: z.literal('surgical-review'), gate: Gate }),
]);

/** One file `pathways/<id>/v<version>.yaml`. */
export const PathwayFile = z.strictObject({
  id: Id,
  version: z.int().min(1),
  state: z.enum(['draft', 'released', 'recalled']),
  title: Text,
  checkIns: z.array(CheckIn).min(1),
  tracks: z.array(z.strictObject({ id: Id, first: Id, stages: z.array(Stage).min(1) })).min(1),
}) satisfies z.ZodType<Pathway>;

const MessageWords = z.strictObject({ subject: Text.max(78), lead: Text, action: Text });

/** One file `pathways/<id>/messages.<language>.yaml`. */
export const MessagesFile = z.strictObject({
  invite: MessageWords,
  'reminder-1': MessageWords,
  'reminder-2': MessageWords,
});

/** The mechanisms that were written; a partial record is typed as if the others were present and undefined. */
function known(byMechanism: Partial<Record<z.infer<typeof Mechanism>, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(byMechanism));
}
