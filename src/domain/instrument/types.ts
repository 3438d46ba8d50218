// An instrument is a published questionnaire as data: items, scoring, direction, licence, source and worked examples.

export type Direction = 'lower-is-better' | 'higher-is-better';

/** A whole-number scale (`min`..`max`), a choice of labelled values, or a line to tick (0 or 1). */
export type Answering =
  | { type: 'scale'; min: number; max: number; minLabel: string; maxLabel: string }
  | { type: 'choice'; options: { value: number; label: string }[] }
  | { type: 'tick' };

export type Item = {
  /** Position in the form, from '1': stored with every answer. */
  id: string;
  text: string;
  answering: Answering;
  loinc?: string;
  /** Present on safety items: ticking it, or answering at least `from`, is a signal. */
  safety?: SafetyRule;
};

export type SignalClass = 'spine' | 'mental-health' | 'medication' | 'infection' | 'decision' | 'canary';
export type Tier = 'now' | 'today' | 'digest';

/** A fixed rule, signed by the clinic: this answer wakes a human. `help` names the page the patient sees at once. */
export type SafetyRule = { rule: string; class: SignalClass; tier: Tier; from: number; help: string };

/** `sum`, `mean` (shown to one decimal) or `value` (one item), over complete answers; an incomplete form scores null. */
export type ScoreRule = {
  score: string;
  method: 'sum' | 'mean' | 'value';
  items: string[];
  direction: Direction;
  loinc?: string;
};

export type Instrument = {
  id: string;
  /** Changes with any change of wording or order; stored with every answer. */
  version: string;
  title: string;
  /** One item a page, or the whole list on one page with an unscored "none of these". */
  presentation: 'item' | 'list';
  /** Repeated on every page, e.g. "in the past week". */
  recall: string;
  /** Never asked more often than this (recall period). */
  recallFloorDays: number;
  introduction: string;
  /** Only with `list`: the words of the exclusive tick that makes "none" an answer. */
  noneOfThese?: string;
  items: Item[];
  scores: ScoreRule[];
  licence: string;
  credit: string;
  source: string;
  examples: {
    name: string;
    answers: Record<string, number | null>;
    scores: Record<string, number | null>;
    source: string;
  }[];
};

/** Item id → value, null = skipped on purpose; an item that is absent was not reached. */
export type Answers = Record<string, number | null>;

/** A computed score. `raw` is the integer the rule compares (the sum), so that 30 % edges never meet a float. */
export type Score = { score: string; value: number; raw: number };
