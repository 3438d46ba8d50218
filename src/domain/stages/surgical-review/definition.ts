import { z } from 'zod';
import { Gate, NamedRule } from '../../pathway/gate-schema';
import { Days } from '../../shapes/shapes';
import { stage } from '../schema';
import type { StageDefinition } from '../kind';

export const definition: StageDefinition<'surgical-review'> = {
  schema: z.strictObject({
    ...stage,
    kind: z.literal('surgical-review'),
    gate: Gate,
    conservative: z.array(NamedRule).min(1).optional(),
    slotWithinDays: Days.optional(),
  }),
};
