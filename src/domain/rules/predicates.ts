import { daysBetween } from '../calendar/calendar';
import type { Input } from '../words/state';
import type { ScorePoint } from '../instrument/types';
import { DAY } from '../words/time';
import type { Facts } from './facts';
import {
  answerAdherence,
  answerAnswered,
  answerAttended,
  answerCount,
  answerDecision,
  answerFlag,
  answerTried,
} from './history-leaves';
import { answerTakes, answerWeighed } from './medicine-leaves';
import { answerLost } from './lost-leaf';
import { type Leaf, scoreLabel, type Truth, type Verdict } from './leaf';
import type { Predicate } from '../pathway/types';
import { improvedEnough, meets, meetsOnAverage, neededText, pointWithin, worsenedEnough } from './thresholds';

export type { Facts } from './facts';

export type { Leaf, Truth, Verdict };

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
    case 'answered':
    case 'attended':
    case 'adherence':
    case 'count':
    case 'flag':
    case 'decision':
    case 'tried':
    case 'lost':
    case 'takes':
    case 'weighed':
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
  return inputs.filter((input, index) => index === inputs.findIndex((each) => isSame(each, input)));
}

function isSame(a: Input, b: Input): boolean {
  return a.name === b.name && a.value === b.value && a.at === b.at;
}

export function answer(leaf: Leaf, facts: Facts): Verdict {
  switch (leaf.kind) {
    case 'score':
      return answerScore(leaf, facts);
    case 'improved':
    case 'worsened':
      return leaf.kind === 'worsened' && leaf.inARow !== undefined
        ? answerInARow(leaf, leaf.inARow, facts)
        : answerChange(leaf, facts);
    case 'elapsed': {
      const ever = leaf.since === 'enrolment';
      const days = daysBetween(ever ? facts.startedOn : facts.since, facts.today);
      return known(days >= leaf.days, [{ name: ever ? 'days since the start' : 'days in this stage', value: days }]);
    }
    case 'missed': {
      const inARow = facts.missedInARow[leaf.checkIn] ?? 0;
      return known(inARow >= leaf.inARow, [{ name: `${leaf.checkIn} missed in a row`, value: inARow }]);
    }
    case 'recorded': {
      const among = leaf.in === 'enrolment' ? facts.history.recorded : facts.recorded;
      const recorded = among.includes(leaf.event);
      return known(recorded, [{ name: leaf.event, value: recorded ? 'recorded' : 'not recorded' }]);
    }
    case 'answered':
      return answerAnswered(leaf, facts);
    case 'attended':
      return answerAttended(leaf, facts);
    case 'adherence':
      return answerAdherence(leaf, facts);
    case 'count':
      return answerCount(leaf, facts);
    case 'flag':
      return answerFlag(leaf, facts);
    case 'decision':
      return answerDecision(leaf, facts);
    case 'tried':
      return answerTried(leaf, facts);
    case 'lost':
      return answerLost(leaf, facts);
    case 'takes':
      return answerTakes(leaf, facts);
    case 'weighed':
      return answerWeighed(leaf, facts);
  }
}

function answerScore(leaf: Extract<Leaf, { kind: 'score' }>, facts: Facts): Verdict {
  const from = facts.at - leaf.withinDays * DAY;
  const point = pointWithin(facts.scores[leaf.score], from, facts.at);
  const inputs = [latestInput(leaf.score, point)];
  if (!point) return { truth: 'unknown', inputs, missing: [scoreLabel(leaf.score)] };
  const rule = facts.scoreRule(leaf.score);
  if (leaf.mean === true) {
    const points = (facts.scores[leaf.score] ?? []).filter((each) => each.at >= from && each.at <= facts.at);
    const mean = points.reduce((sum, each) => sum + each.value, 0) / points.length;
    const shownMean: Input = { name: `mean ${leaf.score}`, value: Math.round(mean * 10) / 10, at: point.at };
    return known(meetsOnAverage(leaf, points, rule), [shownMean, neededInput(leaf, facts)]);
  }
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

/** The newest value of each of so many successive weeks, counted back from the newest; a week without one is not known. */
function answerInARow(leaf: Extract<Leaf, { kind: 'worsened' }>, inARow: number, facts: Facts): Verdict {
  const latest = pointWithin(facts.scores[leaf.score], facts.at - leaf.withinDays * DAY, facts.at);
  if (!latest) return answerChange(leaf, facts);
  const lastWeek = facts.weekOf(latest.at);
  const weeks = Array.from({ length: inARow }, (): ScorePoint | undefined => undefined);
  for (const point of (facts.scores[leaf.score] ?? []).toReversed()) {
    const back = lastWeek - facts.weekOf(point.at);
    if (back >= inARow) break;
    if (point.at <= facts.at && back >= 0) weeks[back] ??= point;
  }
  const verdicts = weeks.map((point, back): Verdict => {
    if (!point) {
      return {
        truth: 'unknown',
        inputs: [],
        missing: [`${scoreLabel(leaf.score)} of the week ${String(back)} before`],
      };
    }
    return answerChange({ ...leaf, withinDays: WHOLE_LIFE }, { ...facts, scores: { [leaf.score]: [point] } });
  });
  const inputs = unique(verdicts.flatMap((verdict) => verdict.inputs));
  if (verdicts.some(({ truth }) => truth === false)) return known(false, inputs);
  const open = verdicts.filter(({ truth }) => truth === 'unknown');
  if (open.length === 0) return known(true, inputs);
  return { truth: 'unknown', inputs, missing: [...new Set(open.flatMap((verdict) => verdict.missing))] };
}

/** Days; the point was chosen by its week, so its age does not matter any more. */
const WHOLE_LIFE = 36_500;

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
