import type { Instant } from '../../words/time';

// One check-in item by item, in the words in which it was read. What has no answer says which kind of none it is.

/** One saved answer: the newest revision of an item holds, those before it stay. */
export type AnswerRow = {
  instrument: string;
  item: string;
  revision: number;
  /** Null = skipped on purpose. */
  value: number | null;
  formVersion: string;
  language: string;
  at: Instant;
  late: boolean;
  /** Typed by whoever held the link; otherwise staff wrote it down. */
  byLink: boolean;
};

export type ScoreRow = { score: string; value: number; raw: number };

export type CheckInAnswers = {
  ask: readonly string[];
  /** Forms that were put off to another check-in. */
  deferred: readonly string[];
  /** It was never put before anybody, or was taken back. */
  notAsked: boolean;
  /** In which the patient is spoken to, for what has no answer. */
  language: string;
  rows: readonly AnswerRow[];
  scores: readonly ScoreRow[];
};

/** Only `skipped` is a choice of the patient; `not-reached` is silence, and `not-asked` the form's or the clinic's doing. */
export type AnswerState = 'answered' | 'skipped' | 'not-reached' | 'not-asked';

export type ToldItem = {
  id: string;
  question: string;
  state: AnswerState;
  value: number | null;
  /** The answer as it was read, or which kind of none it is. */
  words: string;
  /** What the ends of a scale are called; null of everything else. */
  scale: string | null;
  safety: boolean;
  at: Instant | null;
  byLink: boolean | null;
  late: boolean;
  /** What was answered before it was changed, oldest first. */
  before: { at: Instant; words: string }[];
};

export type ToldScore = {
  score: string;
  label: string;
  value: number | null;
  words: string;
  min: number;
  max: number;
  direction: 'lower' | 'higher';
  directionWords: string;
  band: string | null;
};

export type ToldForm = {
  id: string;
  title: string;
  stem: string | null;
  recall: string;
  version: string;
  language: string;
  /** Its lines are ticked or left, all on one page. */
  list: boolean;
  /** What is to be known of this form before it is read; null where there is nothing. */
  note: string | null;
  items: ToldItem[];
  scores: ToldScore[];
};
