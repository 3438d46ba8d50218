import type { Protocol } from '../api/generated/types.gen';

type Stage = Pick<Protocol['tracks'][number]['stages'][number], 'id' | 'ways'>;

/** One line beside the stages: everything that leads past the next stage to one stage, and on which side track it runs. */
export type Lane = { to: number; from: number[]; back: boolean; lane: number };

/**
 * The ways that do not lead to the next stage, by where they lead and in which direction. Two that run beside the same
 * stages have lanes of their own; the shortest runs nearest to the names.
 */
export function lanesOf(stages: readonly Stage[]): Lane[] {
  const at = new Map(stages.map((stage, index) => [stage.id, index]));
  const joined = new Map<string, Omit<Lane, 'lane'>>();
  for (const [from, { ways }] of stages.entries())
    for (const { toStage } of ways) {
      const to = toStage === null ? from : (at.get(toStage) ?? from);
      if (to === from || to === from + 1) continue;
      const back = to < from;
      const same = joined.get(`${String(to)} ${String(back)}`) ?? { to, from: [], back };
      if (!same.from.includes(from))
        joined.set(`${String(to)} ${String(back)}`, { ...same, from: [...same.from, from] });
    }
  const placed: Lane[] = [];
  for (const way of [...joined.values()].sort((a, b) => lengthOf(a) - lengthOf(b) || a.to - b.to)) {
    const taken = new Set(placed.filter((other) => meet(way, other)).map(({ lane }) => lane));
    let lane = 0;
    while (taken.has(lane)) lane += 1;
    placed.push({ ...way, lane });
  }
  return placed;
}

type Way = Pick<Lane, 'to' | 'from'>;

/** From the highest to the lowest of the stages that it touches. */
export const spanOf = ({ to, from }: Way): [number, number] => [Math.min(to, ...from), Math.max(to, ...from)];

function lengthOf(way: Way): number {
  const [top, bottom] = spanOf(way);
  return bottom - top;
}

function meet(one: Way, other: Way): boolean {
  const [[top, bottom], [otherTop, otherBottom]] = [spanOf(one), spanOf(other)];
  return top <= otherBottom && otherTop <= bottom;
}
