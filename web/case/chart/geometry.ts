import { scaleLinear, scaleUtc } from 'd3-scale';
import { line } from 'd3-shape';
import type { Series, SeriesList } from '../../api/generated/types.gen';

export type Flag = SeriesList['flags'][number];
type Point = Series['points'][number];

/** Where a chart is drawn, in CSS pixels of its svg. */
export type Frame = { left: number; right: number; top: number; bottom: number };
export type Dates = { from: number; to: number };

const DAY = 86_400_000;

/** One stretch of time for all charts of a patient, so that they can be read one above the other. Never shorter than a fortnight. */
export function datesOf(series: readonly Series[], flags: readonly Flag[]): Dates {
  const all = [...series.flatMap(({ points, gaps }) => [...points, ...gaps]), ...flags].map(({ at }) => Date.parse(at));
  if (all.length === 0) return { from: 0, to: 14 * DAY };
  const [from, to] = [Math.min(...all), Math.max(...all)];
  return { from, to: Math.max(to, from + 14 * DAY) };
}

/** Equal steps of whole numbers from the least to the greatest value of the instrument; where there are none, these two. */
export function valueTicks({ min, max }: Pick<Series, 'min' | 'max'>, steps: readonly number[]): number[] {
  const count = steps.find((each) => Number.isInteger((max - min) / each)) ?? 1;
  return Array.from({ length: count + 1 }, (_, index) => min + ((max - min) * index) / count);
}

/** The first day, and after it equal steps of whole days as far as there is room for their words. */
export function dateTicks({ from, to }: Dates, room: number): number[] {
  const days = Math.max(1, Math.round((to - from) / DAY));
  const count = Math.max(1, Math.floor(room));
  const step = Math.max(1, Math.ceil(days / count));
  return Array.from({ length: Math.floor(days / step) + 1 }, (_, index) => from + index * step * DAY);
}

export function scalesOf({ min, max }: Pick<Series, 'min' | 'max'>, { from, to }: Dates, frame: Frame) {
  return {
    x: scaleUtc([from, to], [frame.left, frame.right]),
    y: scaleLinear([min, max], [frame.bottom, frame.top]).clamp(true),
  };
}
export type Scales = ReturnType<typeof scalesOf>;

/** The line through the values, broken where an answer was due and did not come. */
export function pathOf({ points, gaps }: Pick<Series, 'points' | 'gaps'>, { x, y }: Scales): string {
  const marks: (Point | null)[] = points.flatMap((point, index) => {
    const before = points[index - 1];
    const broken = before !== undefined && gaps.some(({ at }) => at > before.at && at < point.at);
    return broken ? [null, point] : [point];
  });
  const draw = line<Point | null>()
    .defined((point) => point !== null)
    .x((point) => x(Date.parse(point?.at ?? '')))
    .y((point) => y(point?.value ?? 0));
  return draw(marks) ?? '';
}

/** Heights of the pale zone on the better side of the goal, and of the band around the start that is no real change. */
export function zonesOf({ goal, mcid, baseline, direction, min, max }: Series, { y }: Scales) {
  const between = (one: number, other: number) => {
    const [top, bottom] = [y(Math.max(one, other)), y(Math.min(one, other))];
    return { top, height: bottom - top };
  };
  return {
    better: goal === null ? null : between(goal.value, direction === 'lower' ? min : max),
    noChange:
      mcid === null || baseline === null ? null : between(baseline.value - mcid.value, baseline.value + mcid.value),
  };
}

export type FlagMark = { x: number; label: string };

/** Flags that stand too close to be read apart become one: “2–4”. */
export function flagMarks(flags: readonly Flag[], { x }: Scales, apart = 22): FlagMark[] {
  const sorted = [...flags].sort((a, b) => a.at.localeCompare(b.at));
  const groups: Flag[][] = [];
  for (const flag of sorted) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && x(Date.parse(flag.at)) - x(Date.parse(last.at)) < apart) group.push(flag);
    else groups.push([flag]);
  }
  return groups.flatMap((group) => {
    const numbers = group.map(({ no }) => no);
    const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
    const [first] = group;
    if (first === undefined) return [];
    return [{ x: x(Date.parse(first.at)), label: least === most ? String(least) : `${String(least)}–${String(most)}` }];
  });
}

/** Where the goal's label stands, so that the last value beside it stays readable. */
export function besides(wanted: number, taken: number | null, apart = 18): number {
  if (taken === null || Math.abs(wanted - taken) >= apart) return wanted;
  return wanted >= taken ? taken + apart : taken - apart;
}

/** One decimal where the instrument has one: 7.0 beside 7.3, and 14 beside 15. */
export function writer({ points, goal, baseline }: Pick<Series, 'points' | 'goal' | 'baseline'>) {
  const all = [...points.map(({ value }) => value), goal?.value ?? 0, baseline?.value ?? 0];
  const digits = all.every(Number.isInteger) ? 0 : 1;
  return (value: number) => value.toFixed(digits).replace('-', '−');
}
