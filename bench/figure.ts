import type { Figure } from './stampede';

/** A figure with the smallest and largest ratio of its rounds, and how many there were. */
export type Measured = Figure & {
  spread?: readonly [number, number];
  rounds?: number;
  /** What was counted along with it, by unit. */
  also?: Readonly<Record<string, number>>;
};

export type Round = { ours: number; baseline: number };

/** Machines are noisy, ratios of one round are less so: the ratio is the median of those, not the ratio of medians. */
export function ofRounds(metric: string, unit: string, rounds: readonly Round[]): Measured {
  const ratios = rounds.map(({ ours, baseline }) => ours / baseline);
  return {
    metric,
    value: quantile(
      rounds.map(({ ours }) => ours),
      0.5,
    ),
    unit,
    baseline: quantile(
      rounds.map(({ baseline }) => baseline),
      0.5,
    ),
    ratio: quantile(ratios, 0.5),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    rounds: rounds.length,
  };
}

/** A figure that nothing is held against, such as a count. */
export const alone = (metric: string, value: number, unit: string): Measured => ({
  metric,
  value,
  unit,
  baseline: null,
  ratio: null,
});

/** Nearest rank: the smallest value that at least this share does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Processor time of what is done at once, in milliseconds: waiting for a core does not count. */
export function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
