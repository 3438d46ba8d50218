import { rawPerPoint } from '../instrument/range';
import type { ScorePoint, ScoreRule } from '../instrument/types';
import type { Instant } from '../words/time';
import type { Predicate } from '../pathway/types';

// Thresholds are compared as whole numbers of the raw sum, so that "30 per cent" never meets a rounded mean or a float.

export type ScoreLeaf = Extract<Predicate, { kind: 'score' }>;
export type ChangeLeaf = Extract<Predicate, { kind: 'improved' | 'worsened' }>;

/** Values in definitions carry at most three decimals. */
const FINE = 1000;

/** The newest point of a stretch of time. */
export function pointWithin(points: ScorePoint[] | undefined, from: Instant, to: Instant): ScorePoint | undefined {
  return points?.findLast((point) => point.at >= from && point.at <= to);
}

export function meets(leaf: ScoreLeaf, raw: number, rule: ScoreRule): boolean {
  return (
    (leaf.atMost === undefined || raw * FINE <= fine(leaf.atMost, rule)) &&
    (leaf.atLeast === undefined || raw * FINE >= fine(leaf.atLeast, rule))
  );
}

/** The same for the mean of several: compared as a sum, so that no fraction is rounded. */
export function meetsOnAverage(leaf: ScoreLeaf, points: readonly ScorePoint[], rule: ScoreRule): boolean {
  const sum = points.reduce((total, point) => total + point.raw, 0) * FINE;
  const { length } = points;
  return (
    (leaf.atMost === undefined || sum <= fine(leaf.atMost, rule) * length) &&
    (leaf.atLeast === undefined || sum >= fine(leaf.atLeast, rule) * length)
  );
}

export function improvedEnough(leaf: ChangeLeaf, baseline: number, latest: number, rule: ScoreRule): boolean {
  return changedEnough(leaf, baseline, better(rule) * (latest - baseline), rule);
}

export function worsenedEnough(leaf: ChangeLeaf, baseline: number, latest: number, rule: ScoreRule): boolean {
  return changedEnough(leaf, baseline, -better(rule) * (latest - baseline), rule);
}

function changedEnough(leaf: ChangeLeaf, baseline: number, change: number, rule: ScoreRule): boolean {
  const byPercent = leaf.byPercent === undefined || change * 100 * FINE >= Math.round(leaf.byPercent * FINE) * baseline;
  const byPoints = leaf.byPoints === undefined || change * FINE >= fine(leaf.byPoints, rule);
  return byPercent && byPoints;
}

/** The raw sum nearest to the patient's at which the leaf turns true, and whether it counts from there downwards. */
export function turningPoint(
  leaf: ScoreLeaf | ChangeLeaf,
  baseline: ScorePoint | undefined,
  rule: ScoreRule,
): { raw: number; downwards: boolean } | null {
  if (leaf.kind === 'score') {
    if (leaf.atMost !== undefined) return { raw: Math.floor(fine(leaf.atMost, rule) / FINE), downwards: true };
    if (leaf.atLeast !== undefined) return { raw: Math.ceil(fine(leaf.atLeast, rule) / FINE), downwards: false };
    return null;
  }
  if (!baseline) return null;
  const percent =
    leaf.byPercent === undefined ? 0 : Math.ceil((Math.round(leaf.byPercent * FINE) * baseline.raw) / (100 * FINE));
  const points = leaf.byPoints === undefined ? 0 : Math.ceil(fine(leaf.byPoints, rule) / FINE);
  const upwards = (leaf.kind === 'improved') === better(rule) > 0;
  const change = Math.max(percent, points);
  return { raw: baseline.raw + (upwards ? change : -change), downwards: !upwards };
}

/** `5.1 or less`: what the score would have to be, as people read it. */
export function neededText(
  leaf: ScoreLeaf | ChangeLeaf,
  baseline: ScorePoint | undefined,
  rule: ScoreRule,
): string | null {
  const turning = turningPoint(leaf, baseline, rule);
  return turning && `${shown(turning.raw, rule)} or ${turning.downwards ? 'less' : 'more'}`;
}

/** A raw sum as the score is shown: a mean to one decimal, everything else as it is. */
export function shown(raw: number, rule: ScoreRule): string {
  const isDecimal = rule.method === 'mean' || rule.total?.decimals === 1;
  return isDecimal ? (Math.round((raw * 10) / rawPerPoint(rule)) / 10).toFixed(1) : String(raw);
}

function fine(value: number, rule: ScoreRule): number {
  return Math.round(value * FINE) * rawPerPoint(rule);
}

function better(rule: ScoreRule): number {
  return rule.direction === 'lower-is-better' ? -1 : 1;
}
