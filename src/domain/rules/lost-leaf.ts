import { rawPerPoint } from '../instrument/range';
import type { ScorePoint, ScoreRule } from '../instrument/types';
import type { Input } from '../words/state';
import { DAY } from '../words/time';
import type { Facts } from './facts';
import { type Leaf, scoreLabel, type Verdict } from './leaf';
import { pointWithin, shown } from './thresholds';

type Lost = Extract<Leaf, { kind: 'lost' }>;

/**
 * Relapse: part of what was gained between the baseline and the entry of the stage is gone again. Whole numbers of the raw
 * sum throughout. Where nothing had been gained nothing can be lost: that is unknown, as a share of nothing is no number.
 */
export function answerLost(leaf: Lost, facts: Facts): Verdict {
  const label = scoreLabel(leaf.score);
  const latest = pointWithin(facts.scores[leaf.score], facts.at - leaf.withinDays * DAY, facts.at);
  const reached = facts.reached?.[leaf.score];
  const baseline = facts.baseline[leaf.score];
  const turning = lossTurnsAt(leaf, { baseline, reached }, facts.scoreRule(leaf.score));
  const inputs: Input[] = [
    pointInput(`baseline ${leaf.score}`, baseline),
    { name: `reached ${leaf.score}`, value: reached?.value ?? null, ...(reached ? { at: reached.at } : {}) },
    pointInput(leaf.score, latest),
  ];
  const missing = [
    ...(baseline ? [] : [`${label} before the start`]),
    ...(reached ? [] : [`${label} when the stage was entered`]),
    ...(latest ? [] : [`${label} now`]),
    ...(baseline && reached && !turning ? [`a gain in ${label}`] : []),
  ];
  if (!turning || !latest) return { truth: 'unknown', inputs, missing };
  const truth = turning.downwards ? latest.raw <= turning.raw : latest.raw >= turning.raw;
  const needed = `${shown(turning.raw, facts.scoreRule(leaf.score))} or ${turning.downwards ? 'less' : 'more'}`;
  return { truth, inputs: [...inputs, { name: `${leaf.score} needed`, value: needed }], missing: [] };
}

/** The raw sum at which the loss begins to count; null when nothing had been gained. */
export function lossTurnsAt(
  leaf: Lost,
  { baseline, reached }: { baseline?: ScorePoint | undefined; reached?: ScorePoint | undefined },
  rule: ScoreRule,
): { raw: number; downwards: boolean } | null {
  if (!reached || !baseline) return null;
  const better = rule.direction === 'lower-is-better' ? -1 : 1;
  const gain = better * (reached.raw - baseline.raw);
  if (gain <= 0) return null;
  const loss = Math.max(Math.ceil((leaf.percentOfGain * gain) / 100), leaf.byPoints * perPoint(rule));
  return { raw: reached.raw - better * loss, downwards: better > 0 };
}

const perPoint = (rule: ScoreRule): number => Math.ceil(rawPerPoint(rule));

function pointInput(name: string, point: ScorePoint | undefined): Input {
  return point ? { name, value: point.value, at: point.at } : { name, value: null };
}
