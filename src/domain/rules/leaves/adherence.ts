import { z } from 'zod';
import { scoreLabel, within } from '../../telling/english';
import { Days, Id, Percent } from '../../shapes/shapes';
import { DAY } from '../../words/time';
import type { Facts } from '../evidence';
import { type Answer, known, type LeafKind, otherwise, unknown } from '../leaf';

const data = z.strictObject({ score: Id, outOf: z.int().min(1), percent: Percent, withinDays: Days });
type Adherence = z.output<typeof data>;

/** Self-reported: the mean of a score within `withinDays` is at least so many per cent of what was asked for. */
export const adherence: LeafKind<Adherence> = {
  data,
  answer,
  text: ({ score, outOf, percent, withinDays }) =>
    `mean ${scoreLabel(score)} at least ${String(percent)} % of ${String(outOf)} ${within(withinDays)}`,
  otherwise: (leaf, facts) => {
    const raw = neededRaw(leaf);
    const scores = { ...facts.scores, [leaf.score]: [{ value: raw, raw, at: facts.at }] };
    return [otherwise(`mean ${scoreLabel(leaf.score)} ${String(raw)} or more`, facts, { scores })];
  },
  reads: ({ score, withinDays }) => [{ of: 'score', score, withinDays }],
  turns: (leaf) => [{ raw: neededRaw(leaf), downwards: false }],
  can: ({ score, outOf, percent }, truth, world) => {
    const range = world.rangeOf(score);
    return range !== null && (!truth || range.max * 100 >= outOf * percent);
  },
  inSilence: () => 'unknown',
};

const neededRaw = ({ percent, outOf }: Adherence): number => Math.ceil((percent * outOf) / 100);

function answer(leaf: Adherence, { scores, at }: Facts): Answer {
  const since = at - leaf.withinDays * DAY;
  const points = (scores[leaf.score] ?? []).filter((point) => point.at >= since && point.at <= at);
  const name = `mean ${leaf.score}`;
  if (points.length === 0)
    return unknown(
      () => [{ name, value: null }],
      () => [scoreLabel(leaf.score)],
    );
  const sum = points.reduce((total, point) => total + point.raw, 0);
  return known(sum * 100 >= leaf.percent * leaf.outOf * points.length, () => [
    { name, value: Math.round((sum * 10) / points.length) / 10 },
    { name: 'out of', value: leaf.outOf },
  ]);
}
