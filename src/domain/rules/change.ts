import { z } from 'zod';
import type { ScorePoint, ScoreRule } from '../instrument/types';
import { counted, scoreLabel, within } from '../telling/english';
import type { Input } from '../words/history';
import { Days, Id } from '../shapes/shapes';
import type { Facts } from './evidence';
import {
  type Answer,
  baselineOf,
  type Compared,
  known,
  neededOf,
  pointInput,
  type TurningPoint,
  unknown,
  type World,
} from './leaf';
import { better, FINE, fine, latestOf, neededText } from './thresholds';

// From the frozen baseline to the latest score: what `improved` and `worsened` share.

export const change = {
  score: Id,
  byPercent: z.int().min(1).max(100).optional(),
  byPoints: z.int().min(1).optional(),
  withinDays: Days,
};

export type Change = z.output<z.ZodObject<typeof change>>;
export type Way = 'improved' | 'worsened';

export const isOnePart = ({ byPercent, byPoints }: Pick<Change, 'byPercent' | 'byPoints'>): boolean =>
  (byPercent === undefined) !== (byPoints === undefined);
export const onePartOnly = { message: 'needs exactly one of byPercent and byPoints' };

/** From the baseline to the latest score, or to another one. */
export function answerChange(way: Way, leaf: Change, facts: Facts, latest = latestOf(leaf, facts)): Answer {
  const { score } = leaf;
  const baseline = facts.baseline[score];
  const inputs = (): Input[] => [pointInput(baselineOf(score), baseline), pointInput(score, latest)];
  if (!baseline || !latest)
    return unknown(inputs, () => [
      ...(baseline ? [] : [`${scoreLabel(score)} before the start`]),
      ...(latest ? [] : [`${scoreLabel(score)} at the end`]),
    ]);
  // A share of nothing is not a number: whoever began without the complaint can neither gain nor lose 30 % of it.
  if (leaf.byPercent !== undefined && baseline.raw === 0)
    return unknown(inputs, () => [`${scoreLabel(score)} above 0 before the start`]);
  const rule = facts.scoreRule(score);
  if (way === 'improved' && isTooLow(baseline, rule))
    return unknown(inputs, () => [`${scoreLabel(score)} that could show change: ${TOO_LOW}`]);
  const moved = latest.raw - baseline.raw;
  return known(isEnough(leaf, baseline.raw, upwards(way, rule) ? moved : -moved, rule), () => [
    ...inputs(),
    { name: neededOf(score), value: neededText(turningPoint(way, leaf, baseline.raw, rule), rule) },
  ]);
}

export const TOO_LOW = 'the first value is too low to show change';

/** Whoever has hardly anything to lose cannot be seen to lose it; that somebody gets worse can be seen all the same. */
export const isTooLow = ({ value }: ScorePoint, { showsChangeFrom = -Infinity }: ScoreRule): boolean =>
  value < showsChangeFrom;

function isEnough(leaf: Change, baseline: number, moved: number, rule: ScoreRule): boolean {
  const byPercent = leaf.byPercent === undefined || moved * 100 * FINE >= Math.round(leaf.byPercent * FINE) * baseline;
  const byPoints = leaf.byPoints === undefined || moved * FINE >= fine(leaf.byPoints, rule);
  return byPercent && byPoints;
}

export function turnsOf(way: Way, leaf: Change, { baseline }: Compared, rule: ScoreRule): TurningPoint[] {
  return baseline ? [turningPoint(way, leaf, baseline.raw, rule)] : [];
}

function turningPoint(way: Way, leaf: Change, baseline: number, rule: ScoreRule): TurningPoint {
  const percent =
    leaf.byPercent === undefined ? 0 : Math.ceil((Math.round(leaf.byPercent * FINE) * baseline) / (100 * FINE));
  const points = leaf.byPoints === undefined ? 0 : Math.ceil(fine(leaf.byPoints, rule) / FINE);
  const move = Math.max(percent, points);
  const up = upwards(way, rule);
  return { raw: baseline + (up ? move : -move), downwards: !up };
}

const upwards = (way: Way, rule: ScoreRule): boolean => (way === 'improved') === better(rule) > 0;

/** More points than lie between the lowest and the highest value are never gained nor lost. */
export function canMove(score: string, byPoints: number | undefined, truth: boolean, world: World): boolean {
  const range = world.rangeOf(score);
  return range !== null && (!truth || byPoints === undefined || byPoints <= range.max - range.min);
}

export function changeText(way: Way, leaf: Change, weeks = ''): string {
  const amount = leaf.byPercent === undefined ? `${String(leaf.byPoints)} points` : `${String(leaf.byPercent)} %`;
  return `${scoreLabel(leaf.score)} ${way} by ${amount} ${weeks}${within(leaf.withinDays)}`;
}

export function amountOf({ byPercent, byPoints = 0 }: Change): string {
  return byPercent === undefined ? counted(byPoints, 'point') : `${String(byPercent)} %`;
}
