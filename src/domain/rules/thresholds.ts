import { z } from 'zod';
import { rawPerPoint } from '../instrument/range';
import type { ScorePoint, ScoreRule } from '../instrument/types';
import { scoreLabel } from '../telling/english';
import { DAY, type Instant } from '../words/time';
import type { Facts } from './evidence';
import { type Otherwise, type TurningPoint, UNKNOWN_DISTANCE } from './leaf';
import { Days } from '../shapes/shapes';

// Thresholds are compared as whole numbers of the raw sum, so that "30 per cent" never meets a rounded mean or a float.

/** Values in definitions carry at most three decimals. */
export const FINE = 1000;

/** A value of a definition as a whole number of thousandths of the raw sum. */
export function fine(value: number, rule: ScoreRule): number {
  return Math.round(value * FINE) * rawPerPoint(rule);
}

/** The direction in which a score gets better. */
export function better(rule: ScoreRule): 1 | -1 {
  return rule.direction === 'lower-is-better' ? -1 : 1;
}

/** The newest point of a stretch of time. */
export function pointWithin(points: ScorePoint[] | undefined, from: Instant, to: Instant): ScorePoint | undefined {
  return points?.findLast((point) => point.at >= from && point.at <= to);
}

/** The newest value of a score that still counts for a leaf. */
export function latestOf({ score, withinDays }: { score: string; withinDays: number }, facts: Facts) {
  return pointWithin(facts.scores[score], facts.at - withinDays * DAY, facts.at);
}

/** `5.1 or less`: what the score would have to be, as people read it. */
export function neededText(turning: TurningPoint, rule: ScoreRule): string {
  return orBeyond(turning.raw, turning.downwards, rule);
}

function orBeyond(raw: number, downwards: boolean, rule: ScoreRule): string {
  return `${shown(raw, rule)} or ${downwards ? 'less' : 'more'}`;
}

/** A raw sum as the score is shown: a mean to one decimal, everything else as it is. */
export function shown(raw: number, rule: ScoreRule): string {
  return hasDecimal(rule) ? valueOf(raw, rule).toFixed(1) : String(raw);
}

function valueOf(raw: number, rule: ScoreRule): number {
  return hasDecimal(rule) ? Math.round((raw * 10) / rawPerPoint(rule)) / 10 : raw;
}

const hasDecimal = (rule: ScoreRule): boolean => rule.method === 'mean' || rule.total?.decimals === 1;

/** A score on either side of where a leaf turns, first the one that is wanted; never one that its form cannot give. */
export function otherScores(
  leaf: { score: string; withinDays: number },
  turning: TurningPoint | null | undefined,
  facts: Facts,
  wanted: boolean,
): Otherwise[] {
  if (!turning) return [];
  const range = facts.rawRange?.(leaf.score);
  return [wanted, !wanted].flatMap((holds) => {
    const raw = holds ? turning.raw : turning.raw + (turning.downwards ? 1 : -1);
    if (range && (raw < range.min || raw > range.max)) return [];
    return [otherScore(leaf, facts, raw, turning.downwards === holds)];
  });
}

function otherScore(
  leaf: { score: string; withinDays: number },
  facts: Facts,
  raw: number,
  downwards: boolean,
): Otherwise {
  const rule = facts.scoreRule(leaf.score);
  const now = latestOf(leaf, facts);
  const label = scoreLabel(leaf.score);
  const value = orBeyond(raw, downwards, rule);
  const text = now ? `${label} ${value}` : `an answer to ${label} of ${value}`;
  const distance = now ? Math.abs(now.raw - raw) / Math.max(1, now.raw) : UNKNOWN_DISTANCE;
  const point = { value: valueOf(raw, rule), raw, at: facts.at };
  const scores = { ...facts.scores, [leaf.score]: [...(facts.scores[leaf.score] ?? []), point] };
  return { text, distance, facts: { ...facts, scores } };
}

// A number that is at most or at least something: two leaves ask for one.

export type Bounds = { atMost?: number | undefined; atLeast?: number | undefined };

export const bounds = { atMost: z.number().optional(), atLeast: z.number().optional(), withinDays: Days };

export const isBound = ({ atMost, atLeast }: Bounds): boolean => atMost !== undefined || atLeast !== undefined;
export const boundNeeded = { message: 'needs atMost or atLeast' };

/** `at most 4`. */
export function boundText({ atMost, atLeast }: Bounds): string {
  const parts = [
    atMost === undefined ? [] : [`at most ${String(atMost)}`],
    atLeast === undefined ? [] : [`at least ${String(atLeast)}`],
  ];
  return parts.flat().join(' and ');
}

/** `4 or less`. */
export function boundClause({ atMost, atLeast }: Bounds): string {
  if (atMost === undefined) return `${String(atLeast)} or more`;
  return atLeast === undefined ? `${String(atMost)} or less` : `from ${String(atLeast)} to ${String(atMost)}`;
}
