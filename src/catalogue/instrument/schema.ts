import { z } from 'zod';
import { longestHolds } from '../../domain/escalation/hold-ends';
import type { Instrument } from '../../domain/instrument/types';
import { Id, RuleId, Text } from '../../domain/shapes/shapes';

const Value = z.int();
const MOST_KNOWN = longestHolds['known flag'];

const Answering = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('scale'), min: Value, max: Value, minLabel: Text, maxLabel: Text }),
  z.strictObject({
    type: z.literal('choice'),
    options: z.array(z.strictObject({ value: Value, label: Text })).min(2),
  }),
  z.strictObject({ type: z.literal('tick') }),
  z.strictObject({ type: z.literal('flag') }),
]);

const Tier = z.enum(['now', 'today', 'digest']);
const level = { tier: Tier, from: z.int().min(1), help: Id, policy: Id.optional() };

const Safety = z.strictObject({
  rule: RuleId,
  class: z.enum(['spine', 'mental-health', 'medication', 'infection', 'decision', 'canary']),
  ...level,
  higher: z.array(z.strictObject(level)).min(1).optional(),
  canBeKnown: z.literal(true).optional(),
});

const Item = z.strictObject({
  id: z.string().regex(/^[1-9]\d*$/, 'must be the position in the form, like "1"'),
  text: Text,
  /** A line of a list is ticked or not; in the file that goes without saying. */
  answering: Answering.default({ type: 'tick' }),
  loinc: Text.optional(),
  unscored: z.literal(true).optional(),
  askIf: z.strictObject({ anyOf: z.array(z.string()).min(1), atLeast: Value }).optional(),
  safety: Safety.optional(),
});

const ScoreRule = z.strictObject({
  score: Id,
  method: z.enum(['sum', 'mean', 'value', 'total']),
  items: z.array(z.string()).default([]),
  direction: z.enum(['lower-is-better', 'higher-is-better']),
  missing: z
    .union([z.literal('none-allowed'), z.strictObject({ prorate: z.strictObject({ atMost: z.int().min(1) }) })], {
      error: 'must be "none-allowed" or "prorate: { atMost: … }"',
    })
    .default('none-allowed'),
  bands: z.array(z.strictObject({ from: z.number(), name: Text })).default([]),
  total: z
    .strictObject({
      min: z.number(),
      max: z.number(),
      decimals: z.literal([0, 1]),
      outOf: z.strictObject({ step: z.int().min(1), max: z.int().min(1) }).optional(),
      /** Whoever enters it names the version of the table it was worked out with. */
      namesVersion: z.literal(true).optional(),
    })
    .optional(),
  loinc: Text.optional(),
});

const Example = z.strictObject({
  name: Text,
  /** Item → answer; of a form entered as a total: `total`, and `of` for points of the sections answered. */
  answers: z.record(z.string(), z.number().nullable()),
  scores: z.record(z.string(), z.number().nullable()),
  bands: z.record(z.string(), z.string()).optional(),
  safety: Text.optional(),
  source: Text,
});

/** One file of `instruments/`. */
export const InstrumentFile = z.strictObject({
  id: Id,
  version: Text,
  scorer: Text.default('1'),
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/, 'must be a language like "en"')
    .default('en'),
  title: Text,
  entry: z.enum(['items', 'total']).default('items'),
  presentation: z.enum(['item', 'list']).default('item'),
  stem: Text.optional(),
  recall: Text,
  recallFloorDays: z.int().min(0),
  introduction: Text,
  noneOfThese: Text.optional(),
  continues: z.strictObject({ into: Id, atLeast: z.int().min(1) }).optional(),
  known: z
    .strictObject({
      atMostDays: z
        .int()
        .min(1)
        .max(MOST_KNOWN, `is more than the ${String(MOST_KNOWN)} days after which a known sign is asked about anew`),
      usual: z.strictObject({ label: Text, tier: Tier, help: Id }),
      worse: z.strictObject({ label: Text, tier: Tier }),
    })
    .optional(),
  servedIn: z.literal('item-9-window').optional(),
  proxy: z.literal('refused').optional(),
  items: z.array(Item).default([]),
  scores: z.array(ScoreRule),
  licence: Text,
  credit: Text,
  source: Text,
  examples: z.array(Example),
}) satisfies z.ZodType<Omit<Instrument, 'wordings'>>;
