import { z } from 'zod';
import type { Instrument } from '../domain/instrument/types';
import { Id, RuleId, Text } from './words';

const Value = z.int();

const Answering = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('scale'), min: Value, max: Value, minLabel: Text, maxLabel: Text }),
  z.strictObject({
    type: z.literal('choice'),
    options: z.array(z.strictObject({ value: Value, label: Text })).min(2),
  }),
  z.strictObject({ type: z.literal('tick') }),
]);

const Safety = z.strictObject({
  rule: RuleId,
  class: z.enum(['spine', 'mental-health', 'medication', 'infection', 'decision', 'canary']),
  tier: z.enum(['now', 'today', 'digest']),
  from: z.int().min(1),
  help: Id,
});

const Item = z.strictObject({
  id: z.string().regex(/^[1-9]\d*$/, 'must be the position in the form, like "1"'),
  text: Text,
  /** A line of a list is ticked or not; in the file that goes without saying. */
  answering: Answering.default({ type: 'tick' }),
  loinc: Text.optional(),
  safety: Safety.optional(),
});

const ScoreRule = z.strictObject({
  score: Id,
  method: z.enum(['sum', 'mean', 'value']),
  items: z.array(z.string()).min(1),
  direction: z.enum(['lower-is-better', 'higher-is-better']),
  loinc: Text.optional(),
});

const Example = z.strictObject({
  name: Text,
  answers: z.record(z.string(), z.int().nullable()),
  scores: z.record(z.string(), z.number().nullable()),
  source: Text,
});

/** One file of `instruments/`. */
export const InstrumentFile = z.strictObject({
  id: Id,
  version: Text,
  title: Text,
  presentation: z.enum(['item', 'list']),
  recall: Text,
  recallFloorDays: z.int().min(0),
  introduction: Text,
  noneOfThese: Text.optional(),
  items: z.array(Item).min(1),
  scores: z.array(ScoreRule),
  licence: Text,
  credit: Text,
  source: Text,
  examples: z.array(Example),
}) satisfies z.ZodType<Instrument>;
