import { z } from 'zod';
import { Gate, NamedRule } from '../../pathway/gate-schema';
import { Days } from '../../shapes/shapes';
import { stage, wait } from '../definition';
import { daysText } from '../../telling/english';
import type { StageDefinition } from '../kind';

export const definition: StageDefinition<'surgical-review'> = {
  schema: z.strictObject({
    ...stage,
    kind: z.literal('surgical-review'),
    gate: Gate,
    conservative: z.array(NamedRule).min(1).optional(),
    slotWithinDays: Days.optional(),
  }),

  parts: ({ conservative = [], slotWithinDays }) => ({
    rules: conservative.map((rule, index) => ({
      path: ['conservative', index],
      rule,
      does: 'one part of “conservative measures failed”',
    })),
    baseline: null,
    waits: slotWithinDays === undefined ? [] : [wait(slotWithinDays, 'slotWithinDays')],
  }),

  sentences: ({ slotWithinDays }) => [
    'The question is put at once, and the coordinators are asked to prepare the evidence.',
    ...(slotWithinDays === undefined ? [] : [`Undecided after ${daysText(slotWithinDays)} it is told to the lead.`]),
  ],
};
