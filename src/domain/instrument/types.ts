import { z } from 'zod';
import { longestHolds } from '../escalation/hold-ends';
import { Id, RuleId, Text } from '../shapes/shapes';
import type { Instant } from '../words/time';

// An instrument is a published questionnaire as data: items, scoring, direction, licence, source and worked examples. What a
// file of `instruments/` may say stands here once: the schema reads the file, and the types are made from it.

const Value = z.int();
const MOST_KNOWN = longestHolds['known flag'];

/**
 * A whole-number scale (`min`..`max`), a choice of labelled values, a line to tick (0 or 1), or a safety line:
 * 0 no, 1 new or worse than usual, 2 as usual (offered only where a clinician has recorded the sign as known).
 */
const Answering = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('scale'), min: Value, max: Value, minLabel: Text, maxLabel: Text }),
  z.strictObject({
    type: z.literal('choice'),
    options: z.array(z.strictObject({ value: Value, label: Text })).min(2),
  }),
  z.strictObject({ type: z.literal('tick') }),
  z.strictObject({ type: z.literal('flag') }),
]);
export type Answering = z.infer<typeof Answering>;

const Tier = z.enum(['now', 'today', 'digest']);
export type Tier = z.infer<typeof Tier>;

const SignalClass = z.enum(['spine', 'mental-health', 'medication', 'infection', 'decision', 'canary']);
export type SignalClass = z.infer<typeof SignalClass>;

/** What an answer from `from` on brings about. `policy` names a ladder of the clinic; without one the class has its own. */
const SafetyLevel = z.strictObject({ tier: Tier, from: z.int().min(1), help: Id, policy: Id.optional() });
export type SafetyLevel = z.infer<typeof SafetyLevel>;

/**
 * A fixed rule, signed by the clinic: this answer wakes a human. `help` names the page the patient sees at once. Without an
 * answer it is "unknown, ask": a task for a person, and never read as 0.
 */
const SafetyRule = z.strictObject({
  rule: RuleId,
  class: SignalClass,
  ...SafetyLevel.shape,
  /** For a higher answer: the last one reached holds instead of the rule's own level. */
  higher: z.array(SafetyLevel).min(1).optional(),
  /**
   * A clinician may record this sign as known for a patient; `by-pathway`: only on a pathway whose clinicians have signed
   * that. Never set for signs of cauda equina that are felt nowhere else.
   */
  canBeKnown: z.union([z.literal(true), z.literal('by-pathway')]).optional(),
});
export type SafetyRule = z.infer<typeof SafetyRule>;

const Item = z.strictObject({
  /** Position in the form, from '1': stored with every answer. */
  id: z.string().regex(/^[1-9]\d*$/, 'must be the position in the form, like "1"'),
  text: Text,
  /** A line of a list is ticked or not; in the file that goes without saying. */
  answering: Answering.default({ type: 'tick' }),
  loinc: Text.optional(),
  /** Asked, stored and shown, but read by no score; its text stands without the form's stem. */
  unscored: z.literal(true).optional(),
  /** What it is can only be said in words: its page leads to where they are written and read. */
  inWords: z.literal(true).optional(),
  /** Shown only when one of these items was answered with at least so much; otherwise it is "not shown", not skipped. */
  askIf: z.strictObject({ anyOf: z.array(z.string()).min(1), atLeast: Value }).optional(),
  /** Present on safety items: ticking it, or answering at least `from`, is a signal. */
  safety: SafetyRule.optional(),
});
export type Item = z.infer<typeof Item>;

/** `sum`, `mean` (shown to one decimal) or `value` (one item); `total` is not computed but entered. */
const ScoreRule = z.strictObject({
  score: Id,
  method: z.enum(['sum', 'mean', 'value', 'total']),
  items: z.array(z.string()).default([]),
  direction: z.enum(['lower-is-better', 'higher-is-better']),
  /** No score with a gap; or the mean of the rest stands in for at most so many. */
  missing: z
    .union([z.literal('none-allowed'), z.strictObject({ prorate: z.strictObject({ atMost: z.int().min(1) }) })], {
      error: 'must be "none-allowed" or "prorate: { atMost: … }"',
    })
    .default('none-allowed'),
  /** A first value below this is too low to show that somebody gets better. */
  showsChangeFrom: z.number().optional(),
  /** Ascending, the first from the lowest possible value; empty where no bands are published. */
  bands: z.array(z.strictObject({ from: z.number(), name: Text })).default([]),
  /**
   * With `total` only: read off a licensed paper form by staff. `outOf`: it may be entered as points of the sections
   * answered (16 of 45) and is kept as a percentage. `namesVersion`: worked out with a table, whose version (this file's) is
   * named by whoever enters it.
   */
  total: z
    .strictObject({
      min: z.number(),
      max: z.number(),
      decimals: z.literal([0, 1]),
      outOf: z.strictObject({ step: z.int().min(1), max: z.int().min(1) }).optional(),
      namesVersion: z.literal(true).optional(),
    })
    .optional(),
  loinc: Text.optional(),
});
export type ScoreRule = z.infer<typeof ScoreRule>;

const Example = z.strictObject({
  name: Text,
  /** Item → answer; of a form entered as a total: `total`, and `of` for points of the sections answered. */
  answers: z.record(z.string(), z.number().nullable()),
  scores: z.record(z.string(), z.number().nullable()),
  bands: z.record(z.string(), z.string()).optional(),
  /** In the words of the command line: `now, immediate`, `unknown, ask`. */
  safety: Text.optional(),
  source: Text,
});
export type Example = z.infer<typeof Example>;

/** One file of `instruments/`. */
export const InstrumentFile = z.strictObject({
  id: Id,
  /** Changes with any change of wording or order; stored with every answer. */
  version: Text,
  /** Changes when the same answers would give another score; stored with every score. */
  scorer: Text.default('1'),
  /** Language of the wording, like `en`. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/, 'must be a language like "en"')
    .default('en'),
  title: Text,
  /** What it measures, in a few words for staff: `pain and activity`. The title is for the patient. */
  about: Text.optional(),
  /** `total`: licensed, so the form's text is not here; staff enter the total, and no patient is ever asked. */
  entry: z.enum(['items', 'total']).default('items'),
  /** One item a page, or the whole list on one page with an unscored "none of these". */
  presentation: z.enum(['item', 'list']).default('item'),
  /** The beginning of every scored question, repeated on every page. */
  stem: Text.optional(),
  /** Repeated on every page, e.g. "in the past week". */
  recall: Text,
  /** Never asked more often than this (recall period). */
  recallFloorDays: z.int().min(0),
  introduction: Text,
  /** Only with `list`: the words of the exclusive tick that makes "none" an answer. */
  noneOfThese: Text.optional(),
  /** A short form that flags goes on into the long one, which begins with the same items. */
  continues: z.strictObject({ into: Id, atLeast: z.int().min(1) }).optional(),
  /** How long a clinician may record a sign as known, and what its two answers then mean; `worse` keeps its help page. */
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
  /** Asked only while somebody is there to read the answer: a page with a safety question ahead is not shown outside it. */
  servedIn: z.literal('item-9-window').optional(),
  /** `refused`: nobody answers it for the patient, for they might not say everything before a relative. */
  proxy: z.literal('refused').optional(),
  /** Never asked and never recorded before the patient is of age, as far as the birth date says. */
  adultsOnly: z.literal(true).optional(),
  items: z.array(Item).default([]),
  /** The first one is the form's own score. */
  scores: z.array(ScoreRule),
  licence: Text,
  credit: Text,
  source: Text,
  examples: z.array(Example),
});
/** With its validated wordings in other languages, by language. */
export type Instrument = z.infer<typeof InstrumentFile> & { wordings?: Record<string, Wording> };

/** What a patient reads of an item in another language. Scale and choice name their ends and options by value. */
const ItemWording = z.strictObject({
  text: Text,
  minLabel: Text.optional(),
  maxLabel: Text.optional(),
  labels: z.record(z.string(), Text).optional(),
});
export type ItemWording = z.infer<typeof ItemWording>;

/**
 * `instruments/<language>/<id>.yaml`, a validated wording in another language: every word a patient reads, with its own
 * version, licence and credit. Items, scoring, safety rules and recall are the form's and stay.
 */
export const WordingFile = z.strictObject({
  id: Id,
  version: Text,
  title: Text,
  stem: Text.optional(),
  recall: Text,
  introduction: Text,
  noneOfThese: Text.optional(),
  known: z.strictObject({ usual: Text, worse: Text }).optional(),
  items: z.record(z.string(), ItemWording),
  licence: Text,
  credit: Text,
  source: Text,
});
export type Wording = z.infer<typeof WordingFile>;

/** Item id → value, null = skipped on purpose; an item that is absent was not reached. */
export type Answers = Record<string, number | null>;

/** A computed score. `raw` is the integer the rule compares (the sum), so that 30 % edges never meet a float. */
export type Score = { score: string; value: number; raw: number };

/** A score with what people want to know beside it. `prorated`: gaps were filled with the mean of the rest. */
export type ScoreResult = Score & { band?: string; complete: boolean; prorated?: true };

/** A score as it was known at an instant. */
export type ScorePoint = { value: number; raw: number; at: Instant };
