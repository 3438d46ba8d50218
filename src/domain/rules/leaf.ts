import type { z } from 'zod';
import type { Range } from '../instrument/range';
import type { ScorePoint, ScoreRule } from '../instrument/types';
import type { History, Input } from '../words/history';
import type { Facts } from './evidence';

/** Three values: what is not known is neither passed nor failed. */
export type Truth = boolean | 'unknown';

export type Verdict = Told & { truth: Truth };

export type Told = {
  /** Everything that was read, also where it did not matter in the end. */
  inputs: Input[];
  /** What would have to be known, in words; empty unless unknown. */
  missing: string[];
};

/** A verdict whose words are made when somebody asks for them: rules are asked at every answer, and seldom told. */
export type Answer = { truth: Truth; told: () => Told };

/** All there is to one kind of leaf: one file holds it, `L` is its data. */
export type LeafKind<L> = {
  /** Its data as a file has it after its word. */
  data: z.ZodType<L>;
  answer(leaf: L, facts: Facts): Answer;
  /** What it asks for, as part of a sentence. */
  text(leaf: L): string;
  /** The same as the protocol says it: a clause that holds or does not. Without one the text does. */
  sentence?(leaf: L): string;
  /** What could be otherwise, from either side of its threshold: under a `not`, turning it false may be what helps. */
  otherwise(leaf: L, facts: Facts, wanted: boolean): Otherwise[];
  /** Which scores, forms, facts … it reads. */
  reads(leaf: L): Reading[];
  /** Where its answer turns as a score moves; nowhere while what it compares with is not known. */
  turns?(leaf: L, compared: Compared, rule: ScoreRule): TurningPoint[];
  /** Whether answers and facts can make it true (or false) at all; without one they can. */
  can?(leaf: L, truth: boolean, world: World): boolean;
  /** What it becomes while nobody answers and nothing is recorded. */
  inSilence(leaf: L): Truth;
};

/** What a leaf reads: what is read must be collected, and what is not read makes no difference. */
export type Reading =
  | {
      of: 'score';
      score: string;
      withinDays: number;
      /** Compared with what was frozen when the treatment began, or with what the stage was entered with as well. */
      against?: 'baseline' | 'gain';
      atMost?: number | undefined;
      atLeast?: number | undefined;
      /** So many successive answers are looked at. */
      inARow?: number | undefined;
    }
  | { of: 'answers'; checkIn: string }
  | { of: 'misses'; checkIn: string; inARow: number }
  | { of: 'flag'; flag: string }
  | { of: 'decision'; gate: string; choice: string }
  | { of: 'stage'; kind: string }
  | { of: 'medicine'; class: string }
  | { of: 'fact'; event: string }
  | { of: 'days'; days: number; since: 'stage' | 'enrolment' };

/** A raw sum from which on a leaf holds, and whether it holds from there downwards. */
export type TurningPoint = { raw: number; downwards: boolean };

export type Compared = { baseline?: ScorePoint | undefined; reached?: ScorePoint | undefined };

/** What can come about at all, for a rule of one stage. */
export type World = {
  rangeOf(score: string): Range | null;
  asks(checkIn: string, where: 'stage' | 'enrolment'): boolean;
  takes(event: string, where: 'stage' | 'enrolment'): boolean;
};

/** One thing that could be otherwise: how far away it is (as a share of what it is now), and the facts if it were so. */
export type Otherwise = { text: string; distance: number; facts: Facts };

/** What is not known at all is further away than any number that is. */
export const UNKNOWN_DISTANCE = 1000;

export function otherwise(text: string, facts: Facts, over: Partial<Facts>): Otherwise {
  return { text, distance: UNKNOWN_DISTANCE, facts: { ...facts, ...over } };
}

export function otherPast(text: string, facts: Facts, over: Partial<History>): Otherwise {
  return otherwise(text, facts, { history: { ...facts.history, ...over } });
}

export function known(truth: boolean, inputs: () => Input[]): Answer {
  return { truth, told: () => ({ inputs: inputs(), missing: [] }) };
}

export function unknown(inputs: () => Input[], missing: () => string[]): Answer {
  return { truth: 'unknown', told: () => ({ inputs: inputs(), missing: missing() }) };
}

/** Two leaves often read the same number (30 per cent or 5 points): it is listed once. */
export function unique(inputs: Input[]): Input[] {
  return inputs.filter((input, index) => index === inputs.findIndex((each) => isSame(each, input)));
}

function isSame(a: Input, b: Input): boolean {
  return a.name === b.name && a.value === b.value && a.at === b.at;
}

/** The names under which a rule's inputs say what a score is compared with: stored with what was decided, told later. */
export const baselineOf = (score: string): string => `${BEFORE}${score}`;
export const neededOf = (score: string): string => `${score}${NEEDED}`;

/** The score that an input so named belongs to; null for every other input. */
export function comparedScore(name: string): string | null {
  if (name.startsWith(BEFORE)) return name.slice(BEFORE.length);
  return name.endsWith(NEEDED) ? name.slice(0, -NEEDED.length) : null;
}

const BEFORE = 'baseline ';
const NEEDED = ' needed';

export function pointInput(name: string, point: ScorePoint | undefined): Input {
  return point ? { name, value: point.value, at: point.at } : { name, value: null };
}
