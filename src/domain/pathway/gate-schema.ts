import { z } from 'zod';
import type { Destination } from './language';
import { gateVerdictKinds } from '../words/choices';
import { byWord, Days, Id, RuleId, Text } from '../shapes/shapes';
import { PredicateTree } from '../rules/predicate-schema';

export const DestinationTree: z.ZodType<Destination> = byWord<Destination>('a destination', {
  stage: z.strictObject({ stage: Id }).transform(({ stage }) => ({ to: 'stage', stage })),
  again: z
    .strictObject({
      again: z.strictObject({ afterDays: Days, atMost: z.int().min(1), otherwise: z.lazy(() => DestinationTree) }),
    })
    .transform(({ again }) => ({ to: 'again', ...again })),
  end: z
    .strictObject({ end: z.enum(['returned-to-referrer', 'referred-to-surgery', 'care-completed']) })
    .transform(({ end }) => ({ to: 'end', outcome: end })),
});

export const Gate = z.strictObject({
  id: Id,
  question: Text,
  answerWithinDays: Days,
  approve: DestinationTree,
  decline: DestinationTree,
  /** Other answers, each with its own words and where it leads. */
  options: z
    .array(z.strictObject({ id: Id, says: Text, to: DestinationTree }))
    .min(1)
    .max(5)
    .optional(),
});

/** Only the findings that were written; a partial record is typed as if the others were present and undefined. */
export const GateWhen = z
  .partialRecord(z.enum(gateVerdictKinds), Gate)
  .transform((gates): Record<string, z.infer<typeof Gate>> => Object.fromEntries(Object.entries(gates)));

/** A rule with the name it is known by in every reason, and where its numbers come from. */
export const NamedRule = z.strictObject({ id: RuleId, when: PredicateTree, source: Text });
