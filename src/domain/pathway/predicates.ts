import { daysBetween } from '../calendar';
import type { ScoreRule } from '../instrument/types';
import type { Input, ScorePoint } from '../state';
import { DAY, type Instant, type LocalDate } from '../time';
import { scoreLabel } from './labels';
import type { Predicate } from './types';
import { improvedEnough, meets, neededText, pointWithin, worsenedEnough } from './thresholds';

/** Three values: what is not known is neither passed nor failed. */
export type Truth = boolean | 'unknown';

export type Verdict = {
  truth: Truth;
  /** Everything that was read, also where it did not matter in the end. */
  inputs: Input[];
  /** What would have to be known, in words; empty unless unknown. */
  missing: string[];
};

/** All a predicate may know. */
export type Facts = {
  at: Instant;
  today: LocalDate;
  /** The day the stage began. */
  since: LocalDate;
  scores: Record<string, ScorePoint[]>;
  baseline: Record<string, ScorePoint>;
  recorded: string[];
  missedInARow: Record<string, number>;
  scoreRule(score: string): ScoreRule;
};

export type Leaf = Exclude<Predicate, { kind: 'all' | 'any' | 'not' | 'at-least' }>;

/** Answers a leaf; the tree above is combined from the answers. The counterfactual puts other answers in. */
export type Answer = (leaf: Leaf) => Verdict;

export function evaluate(predicate: Predicate, facts: Facts): Verdict {
  return combine(predicate, (leaf) => answer(leaf, facts));
}

export function combine(predicate: Predicate, answerLeaf: Answer): Verdict {
  switch (predicate.kind) {
    case 'all':
      return atLeast(predicate.of.length, predicate.of, answerLeaf);
    case 'any':
      return atLeast(1, predicate.of, answerLeaf);
    case 'at-least':
      return atLeast(predicate.count, predicate.of, answerLeaf);
    case 'not': {
      const inner = combine(predicate.of, answerLeaf);
      return { ...inner, truth: inner.truth === 'unknown' ? 'unknown' : !inner.truth };
    }
    case 'score':
    case 'improved':
    case 'worsened':
    case 'elapsed':
    case 'missed':
    case 'recorded':
      return answerLeaf(predicate);
  }
}

function atLeast(count: number, of: Predicate[], answerLeaf: Answer): Verdict {
  const parts = of.map((part) => combine(part, answerLeaf));
  const passed = parts.filter((part) => part.truth === true).length;
  const open = parts.filter((part) => part.truth === 'unknown').length;
  const truth = passed >= count ? true : passed + open < count ? false : 'unknown';
  return {
    truth,
    inputs: unique(parts.flatMap((part) => part.inputs)),
    missing: truth === 'unknown' ? [...new Set(parts.flatMap((part) => part.missing))] : [],
  };
}

/** Two leaves often read the same number (30 per cent or 5 points): it is listed once. */
function unique(inputs: Input[]): Input[] {
  const seen = new Set<string>();
  return inputs.filter((input) => {
    const key = JSON.stringify(input);
    return seen.has(key) ? false : seen.add(key);
  });
}

export function answer(leaf: Leaf, facts: Facts): Verdict {
  switch (leaf.kind) {
    case 'score':
      return answerScore(leaf, facts);
    case 'improved':
    case 'worsened':
      return answerChange(leaf, facts);
    case 'elapsed': {
      const days = daysBetween(facts.since, facts.today);
      return known(days >= leaf.days, [{ name: 'days in this stage', value: days }]);
    }
    case 'missed': {
      const inARow = facts.missedInARow[leaf.checkIn] ?? 0;
      return known(inARow >= leaf.inARow, [{ name: `${leaf.checkIn} missed in a row`, value: inARow }]);
    }
    case 'recorded': {
      const recorded = facts.recorded.includes(leaf.event);
      return known(recorded, [{ name: leaf.event, value: recorded ? 'recorded' : 'not recorded' }]);
    }
  }
}

function answerScore(leaf: Extract<Leaf, { kind: 'score' }>, facts: Facts): Verdict {
  const point = pointWithin(facts.scores[leaf.score], facts.at - leaf.withinDays * DAY, facts.at);
  const inputs = [latestInput(leaf.score, point)];
  if (!point) return { truth: 'unknown', inputs, missing: [scoreLabel(leaf.score)] };
  const rule = facts.scoreRule(leaf.score);
  return known(meets(leaf, point.raw, rule), [...inputs, neededInput(leaf, facts)]);
}

function answerChange(leaf: Extract<Leaf, { kind: 'improved' | 'worsened' }>, facts: Facts): Verdict {
  const latest = pointWithin(facts.scores[leaf.score], facts.at - leaf.withinDays * DAY, facts.at);
  const baseline = facts.baseline[leaf.score];
  const label = scoreLabel(leaf.score);
  const inputs: Input[] = [
    baseline
      ? { name: `baseline ${leaf.score}`, value: baseline.value, at: baseline.at }
      : { name: `baseline ${leaf.score}`, value: null },
    latestInput(leaf.score, latest),
  ];
  const missing = [...(baseline ? [] : [`${label} before the start`]), ...(latest ? [] : [`${label} at the end`])];
  if (!baseline || !latest) return { truth: 'unknown', inputs, missing };
  // A share of nothing is not a number: whoever began without the complaint can neither gain nor lose 30 % of it.
  if (leaf.byPercent !== undefined && baseline.raw === 0) {
    return { truth: 'unknown', inputs, missing: [`${label} above 0 before the start`] };
  }
  const rule = facts.scoreRule(leaf.score);
  const enough = leaf.kind === 'improved' ? improvedEnough : worsenedEnough;
  return known(enough(leaf, baseline.raw, latest.raw, rule), [...inputs, neededInput(leaf, facts)]);
}

function latestInput(score: string, point: ScorePoint | undefined): Input {
  return point ? { name: score, value: point.value, at: point.at } : { name: score, value: null };
}

function neededInput(leaf: Extract<Leaf, { kind: 'score' | 'improved' | 'worsened' }>, facts: Facts): Input {
  return {
    name: `${leaf.score} needed`,
    value: neededText(leaf, facts.baseline[leaf.score], facts.scoreRule(leaf.score)),
  };
}

function known(truth: boolean, inputs: Input[]): Verdict {
  return { truth, inputs, missing: [] };
}
