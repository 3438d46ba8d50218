import { z } from 'zod';
import { PredicateTree } from '../../domain/rules/predicate-schema';
import { Days, Id, RuleId, Text } from '../../domain/shapes/shapes';

/** What clinicians are reminded of about medicines and procedures. */
export const Medicines = z.strictObject({
  confirmedWithinDays: Days,
  classes: z.array(Id).min(1),
  prompts: z
    .array(
      z.strictObject({
        id: RuleId,
        about: z.array(Id).min(1),
        hard: z.boolean().optional(),
        when: PredicateTree.optional(),
        text: Text,
        source: Text,
      }),
    )
    .min(1),
});
