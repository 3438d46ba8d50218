import css from './cells.module.css';
import type { Row } from './types';

const WIDTH = 40;
const HEIGHT = 18;

/** The line of the main score from the least to the greatest value of its instrument, never rescaled: noise is no change. */
export function Spark({ score: { points, min, max } }: { score: NonNullable<Row['score']> }) {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return null;
  const times = points.map(({ at }) => Date.parse(at));
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const x = (at: string) => (to === from ? WIDTH - 3 : 2 + ((Date.parse(at) - from) / (to - from)) * (WIDTH - 5));
  const y = (value: number) => HEIGHT - 2 - ((value - min) / Math.max(1, max - min)) * (HEIGHT - 4);
  return (
    <svg className={css.spark} width={WIDTH} height={HEIGHT} aria-hidden="true" focusable="false">
      <polyline points={points.map(({ at, value }) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ')} />
      <circle cx={x(last.at)} cy={y(last.value)} r="2.5" />
    </svg>
  );
}
