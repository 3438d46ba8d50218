import type { Instant } from '../words/time';

// An instrument is a published questionnaire as data: items, scoring, direction, licence, source and worked examples.

export type Direction = 'lower-is-better' | 'higher-is-better';

/**
 * A whole-number scale (`min`..`max`), a choice of labelled values, a line to tick (0 or 1), or a safety line:
 * 0 no, 1 new or worse than usual, 2 as usual (offered only where a clinician has recorded the sign as known).
 */
export type Answering =
  | { type: 'scale'; min: number; max: number; minLabel: string; maxLabel: string }
  | { type: 'choice'; options: { value: number; label: string }[] }
  | { type: 'tick' }
  | { type: 'flag' };

export type Item = {
  /** Position in the form, from '1': stored with every answer. */
  id: string;
  text: string;
  answering: Answering;
  loinc?: string;
  /** Asked, stored and shown, but read by no score; its text stands without the form's stem. */
  unscored?: true;
  /** Shown only when one of these items was answered with at least so much; otherwise it is "not shown", not skipped. */
  askIf?: { anyOf: string[]; atLeast: number };
  /** Present on safety items: ticking it, or answering at least `from`, is a signal. */
  safety?: SafetyRule;
};

export type SignalClass = 'spine' | 'mental-health' | 'medication' | 'infection' | 'decision' | 'canary';
export type Tier = 'now' | 'today' | 'digest';

/** What an answer from `from` on brings about. `policy` names a ladder of the clinic; without one the class has its own. */
export type SafetyLevel = { from: number; tier: Tier; help: string; policy?: string };

/**
 * A fixed rule, signed by the clinic: this answer wakes a human. `help` names the page the patient sees at once. Without an
 * answer it is "unknown, ask": a task for a person, and never read as 0.
 */
export type SafetyRule = SafetyLevel & {
  rule: string;
  class: SignalClass;
  /** For a higher answer: the last one reached holds instead of the rule's own level. */
  higher?: SafetyLevel[];
  /** A clinician may record this sign as known for a patient. Never set for signs of cauda equina. */
  canBeKnown?: true;
};

/** How long a clinician may record a sign as known, and what a known sign's two answers then mean. */
export type KnownRule = {
  atMostDays: number;
  usual: { label: string; tier: Tier; help: string };
  /** Keeps the help page of the sign itself. */
  worse: { label: string; tier: Tier };
};

/** From this value on (up to the next one) a score is called so. */
export type Band = { from: number; name: string };

/** No score with a gap; or the mean of the rest stands in for at most so many. */
export type MissingRule = 'none-allowed' | { prorate: { atMost: number } };

/**
 * A total that staff read off a licensed paper form. `outOf`: it may be entered as points of the sections answered
 * (16 of 45) and is kept as a percentage.
 */
export type TotalRange = {
  min: number;
  max: number;
  decimals: 0 | 1;
  outOf?: { step: number; max: number };
  /** Worked out with a table: whoever enters it names the version, which must be this file's. */
  namesVersion?: true;
};

/** `sum`, `mean` (shown to one decimal) or `value` (one item); `total` is not computed but entered. */
export type ScoreRule = {
  score: string;
  method: 'sum' | 'mean' | 'value' | 'total';
  items: string[];
  direction: Direction;
  missing: MissingRule;
  /** Ascending, the first from the lowest possible value; empty where no bands are published. */
  bands: Band[];
  /** With `total` only. */
  total?: TotalRange;
  loinc?: string;
};

export type Example = {
  name: string;
  answers: Record<string, number | null>;
  scores: Record<string, number | null>;
  bands?: Record<string, string>;
  /** In the words of the command line: `now, immediate`, `unknown, ask`. */
  safety?: string;
  source: string;
};

export type Instrument = {
  id: string;
  /** Changes with any change of wording or order; stored with every answer. */
  version: string;
  /** Changes when the same answers would give another score; stored with every score. */
  scorer: string;
  /** Language of the wording, like `en`. */
  language: string;
  title: string;
  /** `total`: licensed, so the form's text is not here; staff enter the total, and no patient is ever asked. */
  entry: 'items' | 'total';
  /** One item a page, or the whole list on one page with an unscored "none of these". */
  presentation: 'item' | 'list';
  /** The beginning of every scored question, repeated on every page. */
  stem?: string;
  /** Repeated on every page, e.g. "in the past week". */
  recall: string;
  /** Never asked more often than this (recall period). */
  recallFloorDays: number;
  introduction: string;
  /** Only with `list`: the words of the exclusive tick that makes "none" an answer. */
  noneOfThese?: string;
  /** A short form that flags goes on into the long one, which begins with the same items. */
  continues?: { into: string; atLeast: number };
  known?: KnownRule;
  /** `refused`: nobody answers it for the patient, for they might not say everything before a relative. */
  proxy?: 'refused';
  /** Asked only while somebody is there to read the answer: a page with a safety question ahead is not shown outside it. */
  servedIn?: 'item-9-window';
  items: Item[];
  /** The first one is the form's own score. */
  scores: ScoreRule[];
  licence: string;
  credit: string;
  source: string;
  examples: Example[];
  /** Validated wordings in other languages, by language. */
  wordings?: Record<string, Wording>;
};

/** What a patient reads of an item in another language. Scale and choice name their ends and options by value. */
export type ItemWording = { text: string; minLabel?: string; maxLabel?: string; labels?: Record<string, string> };

/**
 * A validated wording of a form in another language: every word a patient reads, with its own version, licence and credit.
 * Items, scoring, safety rules and recall are the form's and stay.
 */
export type Wording = {
  id: string;
  version: string;
  title: string;
  stem?: string;
  recall: string;
  introduction: string;
  noneOfThese?: string;
  known?: { usual: string; worse: string };
  items: Record<string, ItemWording>;
  licence: string;
  credit: string;
  source: string;
};

/** Item id → value, null = skipped on purpose; an item that is absent was not reached. */
export type Answers = Record<string, number | null>;

/** A computed score. `raw` is the integer the rule compares (the sum), so that 30 % edges never meet a float. */
export type Score = { score: string; value: number; raw: number };

/** A score with what people want to know beside it. `prorated`: gaps were filled with the mean of the rest. */
export type ScoreResult = Score & { band?: string; complete: boolean; prorated?: true };

/** A score as it was known at an instant. */
export type ScorePoint = { value: number; raw: number; at: Instant };
