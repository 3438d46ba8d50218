import { z } from 'zod';
import { counted, daysText, scoreLabel } from '../../telling/english';
import { Days, Id } from '../../shapes/shapes';
import { type Input, type ScoreSpan, SPAN_DAYS } from '../../words/history';
import { DAY } from '../../words/time';
import type { Facts } from '../evidence';
import { type Answer, known, type LeafKind, otherPast, unknown } from '../leaf';
import { boundClause, boundText, FINE, fine } from '../thresholds';

const data = z
  .strictObject({ of: Id, atLeast: z.number(), days: Days })
  .transform(({ of, ...rest }) => ({ score: of, ...rest }));
type Lasting = z.output<typeof data>;

const SPAN = SPAN_DAYS * DAY;

/**
 * In every four weeks of so many days the mean of a score was at least a value. Before so many days of care nobody can know
 * it, nor where four weeks have no answer, but for those that have only begun.
 */
export const lasting: LeafKind<Lasting> = {
  data,
  answer,
  text: (leaf) =>
    `mean ${scoreLabel(leaf.score)} ${boundText(leaf)} in every ${counted(SPAN_DAYS / 7, 'week')} of the last ${daysText(leaf.days)}`,
  sentence: (leaf) =>
    `the mean ${scoreLabel(leaf.score)} was ${boundClause(leaf)} in every ${counted(SPAN_DAYS / 7, 'week')} of the last ${daysText(leaf.days)}`,
  otherwise: (leaf, facts) => {
    const since = (facts.history.spans?.since ?? facts.at) - leaf.days * DAY;
    const raw = Math.ceil(fine(leaf.atLeast, facts.scoreRule(leaf.score)) / FINE);
    const all = Array.from({ length: Math.floor((facts.at - since) / SPAN) + 1 }, (_, nth) => ({
      nth,
      sum: raw,
      count: 1,
    }));
    const of = { ...facts.history.spans?.of, [leaf.score]: all };
    return [otherPast(lasting.text(leaf), facts, { spans: { since, of } })];
  },
  reads: ({ score, days, atLeast }) => [{ of: 'score', score, withinDays: days, atLeast }],
  can: ({ score, atLeast }, truth, world) => {
    const range = world.rangeOf(score);
    return range !== null && (truth ? atLeast <= range.max : atLeast > range.min);
  },
  inSilence: () => 'unknown',
};

function answer(leaf: Lasting, facts: Facts): Answer {
  const { spans } = facts.history;
  const label = scoreLabel(leaf.score);
  if (!spans)
    return unknown(
      () => [],
      () => [`${label} of the last ${daysText(leaf.days)}`],
    );
  const nthOf = (at: number): number => Math.max(0, Math.floor((at - spans.since) / SPAN));
  const last = nthOf(facts.at);
  const own = spans.of[leaf.score] ?? [];
  const wanted = Array.from(
    { length: last - nthOf(facts.at - leaf.days * DAY) + 1 },
    (_, back) => last - back,
  ).reverse();
  const found = wanted.flatMap((nth) => own.find((each) => each.nth === nth) ?? []);
  const inputs = (): Input[] => [
    { name: 'days of care', value: Math.floor((facts.at - spans.since) / DAY) },
    ...found.map((each) => ({ name: `mean ${leaf.score}, ${weeksOf(each.nth)}`, value: shownMean(each, facts, leaf) })),
  ];
  const bound = fine(leaf.atLeast, facts.scoreRule(leaf.score));
  if (found.some(({ sum, count }) => sum * FINE < bound * count)) return known(false, inputs);
  const gaps = wanted.filter((nth) => nth !== last && !own.some((each) => each.nth === nth));
  const early = Math.ceil((spans.since + leaf.days * DAY - facts.at) / DAY);
  if (gaps.length === 0 && early <= 0) return known(true, inputs);
  return unknown(inputs, () => [
    ...(early > 0 ? [`${counted(early, 'more day')} of care`] : []),
    ...gaps.map((nth) => `${label} of ${weeksOf(nth)}`),
  ]);
}

/** `weeks 9 to 12 of care`. */
const weeksOf = (nth: number): string => {
  const weeks = SPAN_DAYS / 7;
  return `weeks ${String(nth * weeks + 1)} to ${String((nth + 1) * weeks)} of care`;
};

function shownMean({ sum, count }: ScoreSpan, facts: Facts, { score }: Lasting): number {
  const perPoint = fine(1, facts.scoreRule(score)) / FINE;
  return Math.round((sum * 10) / (count * perPoint)) / 10;
}
