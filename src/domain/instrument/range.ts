import type { Answering, Instrument, ScoreRule } from './types';

/** What a "flag" line holds when a clinician has recorded the sign as known and the patient says "as usual". */
export const AS_USUAL = 2;

export type Range = { min: number; max: number };

/** The lowest and the highest answer to an item. */
export function answerRange(answering: Answering): Range {
  switch (answering.type) {
    case 'scale':
      return { min: answering.min, max: answering.max };
    case 'choice': {
      const values = answering.options.map(({ value }) => value);
      return { min: Math.min(...values), max: Math.max(...values) };
    }
    case 'tick':
      return { min: 0, max: 1 };
    case 'flag':
      return { min: 0, max: AS_USUAL };
  }
}

/** The lowest and the highest value a score can show. */
export function scoreRange(instrument: Instrument, rule: ScoreRule): Range {
  if (rule.total) return { min: rule.total.min, max: rule.total.max };
  const ranges = instrument.items
    .filter(({ id }) => rule.items.includes(id))
    .map((item) => answerRange(item.answering));
  const per = rawPerPoint(rule);
  const sum = (end: keyof Range): number => ranges.reduce((total, range) => total + range[end], 0) / per;
  return { min: sum('min'), max: sum('max') };
}

/** The lowest and the highest raw value of a score; null where no instrument gives it. */
export function rawRangeOf(instruments: Record<string, Instrument>, score: string): Range | null {
  for (const instrument of Object.values(instruments)) {
    const rule = instrument.scores.find((each) => each.score === score);
    if (!rule) continue;
    const { min, max } = scoreRange(instrument, rule);
    const per = rawPerPoint(rule);
    return { min: Math.round(min * per), max: Math.round(max * per) };
  }
  return null;
}

/** How many units of `raw` make one point of the shown value: a mean keeps its sum, a total with a decimal its tenths. */
export function rawPerPoint({ method, items, total }: ScoreRule): number {
  if (method === 'mean') return items.length;
  return total?.decimals === 1 ? 10 : 1;
}

/** The published name of a value: that of the last band it reaches. */
export function bandOf({ bands }: ScoreRule, value: number): string | undefined {
  return bands.findLast(({ from }) => from <= value)?.name;
}
