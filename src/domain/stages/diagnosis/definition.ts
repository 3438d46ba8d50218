import { z } from 'zod';
import { Days, Id, Text } from '../../shapes/shapes';
import { staffEventTypes, type EventData } from '../../words/event';
import { stage } from '../schema';
import type { StageDefinition } from '../kind';

const Mechanism = z.enum([
  'neuropathic',
  'axial',
  'structural',
  'mixed',
] satisfies EventData['diagnosis.recorded']['mechanism'][]);

export const definition: StageDefinition<'diagnosis'> = {
  schema: z.strictObject({
    ...stage,
    kind: z.literal('diagnosis'),
    deadlineDays: Days,
    next: z.strictObject({ byMechanism: z.partialRecord(Mechanism, Id).transform(known), otherwise: Id }),
    needs: z.array(z.enum(staffEventTypes)).optional(),
    intake: z
      .strictObject({
        scores: z.array(Id).min(1),
        callAfterDays: Days,
        endAfterDays: Days.optional(),
        conditions: z
          .array(z.strictObject({ id: Id, text: Text, source: Text }))
          .min(1)
          .optional(),
      })
      .refine(({ callAfterDays, endAfterDays }) => endAfterDays === undefined || endAfterDays > callAfterDays, {
        message: 'must be later than callAfterDays',
        path: ['endAfterDays'],
      })
      .optional(),
    imagingReportWithinDays: Days.optional(),
  }),
};

/** The mechanisms that were written; a partial record is typed as if the others were present and undefined. */
function known(byMechanism: Partial<Record<z.infer<typeof Mechanism>, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(byMechanism));
}
