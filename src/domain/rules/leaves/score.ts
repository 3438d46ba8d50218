import { z } from 'zod';
import type { ScorePoint, ScoreRule } from '../../instrument/types';
import { lastDays, scoreLabel, within } from '../../telling/english';
import { Id } from '../../shapes/shapes';
import type { Input } from '../../words/history';
import { DAY } from '../../words/time';
import {
  boundClause,
  boundNeeded,
  type Bounds,
  bounds,
  boundText,
  FINE,
  fine,
  isBound,
  latestOf,
  neededText,
  otherScores,
} from '../thresholds';
import type { Facts } from '../evidence';
import { type Answer, known, type LeafKind, neededOf, pointInput, type TurningPoint, unknown } from '../leaf';

const data = z
  .strictObject({ of: Id, ...bounds, mean: z.boolean().optional() })
  .refine(isBound, boundNeeded)
  .transform(({ of, ...rest }) => ({ score: of, ...rest }));
type Score = z.output<typeof data>;

/** The latest score within the last `withinDays` (or the mean of all in it) is at most / at least a value. */
export const score: LeafKind<Score> = {
  data,
  answer,
  text: (leaf) =>
    `${leaf.mean === true ? 'mean ' : ''}${scoreLabel(leaf.score)} ${boundText(leaf)} ${within(leaf.withinDays)}`,
  sentence: (leaf) => {
    const name = leaf.mean === true ? `the mean ${scoreLabel(leaf.score)}` : scoreLabel(leaf.score);
    return `${name} is ${boundClause(leaf)} ${lastDays(leaf.withinDays)}`;
  },
  otherwise: (leaf, facts, wanted) => otherScores(leaf, turns(leaf, facts.scoreRule(leaf.score))[0], facts, wanted),
  reads: ({ score: name, withinDays, atMost, atLeast }) => [{ of: 'score', score: name, withinDays, atMost, atLeast }],
  turns: (leaf, _compared, rule) => turns(leaf, rule),
  can: (leaf, truth, world) => {
    const range = world.rangeOf(leaf.score);
    if (!range) return false;
    const from = Math.max(range.min, leaf.atLeast ?? range.min);
    const to = Math.min(range.max, leaf.atMost ?? range.max);
    return truth ? from <= to : from > range.min || to < range.max;
  },
  inSilence: () => 'unknown',
};

function answer(leaf: Score, facts: Facts): Answer {
  const point = latestOf(leaf, facts);
  if (!point)
    return unknown(
      () => [pointInput(leaf.score, point)],
      () => [scoreLabel(leaf.score)],
    );
  const rule = facts.scoreRule(leaf.score);
  const needed = (): Input => {
    const [turning] = turns(leaf, rule);
    return { name: neededOf(leaf.score), value: turning ? neededText(turning, rule) : null };
  };
  if (leaf.mean !== true) return known(meets(leaf, point.raw, rule), () => [pointInput(leaf.score, point), needed()]);
  const from = facts.at - leaf.withinDays * DAY;
  const points = (facts.scores[leaf.score] ?? []).filter((each) => each.at >= from && each.at <= facts.at);
  return known(meetsOnAverage(leaf, points, rule), () => {
    const mean = points.reduce((sum, each) => sum + each.value, 0) / points.length;
    return [{ name: `mean ${leaf.score}`, value: Math.round(mean * 10) / 10, at: point.at }, needed()];
  });
}

export function meets({ atMost, atLeast }: Bounds, raw: number, rule: ScoreRule): boolean {
  return (
    (atMost === undefined || raw * FINE <= fine(atMost, rule)) &&
    (atLeast === undefined || raw * FINE >= fine(atLeast, rule))
  );
}

/** The same for the mean of several: compared as a sum, so that no fraction is rounded. */
function meetsOnAverage({ atMost, atLeast }: Bounds, points: readonly ScorePoint[], rule: ScoreRule): boolean {
  const sum = points.reduce((total, point) => total + point.raw, 0) * FINE;
  const { length } = points;
  return (
    (atMost === undefined || sum <= fine(atMost, rule) * length) &&
    (atLeast === undefined || sum >= fine(atLeast, rule) * length)
  );
}

function turns({ atMost, atLeast }: Bounds, rule: ScoreRule): TurningPoint[] {
  return [
    ...(atMost === undefined ? [] : [{ raw: Math.floor(fine(atMost, rule) / FINE), downwards: true }]),
    ...(atLeast === undefined ? [] : [{ raw: Math.ceil(fine(atLeast, rule) / FINE), downwards: false }]),
  ];
}
