import { z } from 'zod';
import { rawPerPoint } from '../../instrument/range';
import type { ScoreRule } from '../../instrument/types';
import { counted, lastDays, scoreLabel, within } from '../../telling/english';
import { Days, Id, Percent } from '../../shapes/shapes';
import type { Input } from '../../words/history';
import { canMove } from '../change';
import type { Facts } from '../evidence';
import {
  type Answer,
  baselineOf,
  type Compared,
  known,
  type LeafKind,
  neededOf,
  pointInput,
  type TurningPoint,
  unknown,
} from '../leaf';
import { better, latestOf, neededText, otherScores } from '../thresholds';

const data = z.strictObject({ score: Id, percentOfGain: Percent, byPoints: z.int().min(1), withinDays: Days });
type Lost = z.output<typeof data>;

/** So much of the gain that was there when the stage was entered is gone, and at least so many points of the score. */
export const lost: LeafKind<Lost> = {
  data,
  answer,
  text: (leaf) =>
    `${String(leaf.percentOfGain)} % of the gain in ${scoreLabel(leaf.score)} lost, and at least ${counted(leaf.byPoints, 'point')}, ${within(leaf.withinDays)}`,
  sentence: (leaf) =>
    `${String(leaf.percentOfGain)} % of the gain in ${scoreLabel(leaf.score)} is lost, and at least ${counted(leaf.byPoints, 'point')} of it ${lastDays(leaf.withinDays)}`,
  otherwise: (leaf, facts, wanted) => {
    const turning = turningPoint(leaf, comparedWith(leaf, facts), facts.scoreRule(leaf.score));
    return otherScores(leaf, turning, facts, wanted);
  },
  reads: ({ score, withinDays }) => [{ of: 'score', score, withinDays, against: 'gain' }],
  turns: (leaf, compared, rule) => [turningPoint(leaf, compared, rule) ?? []].flat(),
  can: ({ score, byPoints }, truth, world) => canMove(score, byPoints, truth, world),
  inSilence: () => 'unknown',
};

/**
 * Relapse: part of what was gained between the baseline and the entry of the stage is gone again. Whole numbers of the raw
 * sum throughout. Where nothing had been gained nothing can be lost: that is unknown, as a share of nothing is no number.
 */
function answer(leaf: Lost, facts: Facts): Answer {
  const rule = facts.scoreRule(leaf.score);
  const latest = latestOf(leaf, facts);
  const compared = comparedWith(leaf, facts);
  const { baseline, reached } = compared;
  const turning = turningPoint(leaf, compared, rule);
  const inputs = (): Input[] => [
    pointInput(baselineOf(leaf.score), baseline),
    pointInput(`reached ${leaf.score}`, reached),
    pointInput(leaf.score, latest),
  ];
  if (!turning || !latest)
    return unknown(inputs, () => {
      const label = scoreLabel(leaf.score);
      return [
        ...(baseline ? [] : [`${label} before the start`]),
        ...(reached ? [] : [`${label} when the stage was entered`]),
        ...(latest ? [] : [`${label} now`]),
        ...(baseline && reached && !turning ? [`a gain in ${label}`] : []),
      ];
    });
  const truth = turning.downwards ? latest.raw <= turning.raw : latest.raw >= turning.raw;
  return known(truth, () => [...inputs(), { name: neededOf(leaf.score), value: neededText(turning, rule) }]);
}

const comparedWith = ({ score }: Lost, { baseline, reached }: Facts): Compared => ({
  baseline: baseline[score],
  reached: reached?.[score],
});

/** The raw sum at which the loss begins to count; null when nothing had been gained. */
function turningPoint(leaf: Lost, { baseline, reached }: Compared, rule: ScoreRule): TurningPoint | null {
  if (!reached || !baseline) return null;
  const up = better(rule);
  const gain = up * (reached.raw - baseline.raw);
  if (gain <= 0) return null;
  const points = leaf.byPoints * Math.ceil(rawPerPoint(rule));
  const loss = Math.max(Math.ceil((leaf.percentOfGain * gain) / 100), points);
  return { raw: reached.raw - up * loss, downwards: up > 0 };
}
