import { useElementSize } from '@mantine/hooks';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Series } from '../../api/generated/types.gen';
import { useDates } from '../../app/clock';
import css from './chart.module.css';
import {
  besides,
  type Dates,
  type Flag,
  type Frame,
  dateTicks,
  flagMarks,
  pathOf,
  scalesOf,
  valueTicks,
  writer,
  zonesOf,
} from './geometry';

type Props = { series: Series; dates: Dates; flags: Flag[]; wide: boolean };

/** The picture of one series. Readers are told its sentence; each number of it stands in the table. */
export function Chart({ series, dates, flags, wide }: Props) {
  const { t } = useTranslation('case');
  const { ref, width: measured } = useElementSize();
  const id = useId();
  const width = Math.max(260, measured || (wide ? 640 : 300));
  const height = wide ? 216 : 140;
  const frame = { left: 30, right: width - (wide ? 68 : 46), top: wide ? 34 : 12, bottom: height - 22 };
  const scales = scalesOf(series, dates, frame);
  const { x, y } = scales;
  const last = series.points.at(-1);
  const lastY = last === undefined ? null : y(last.value);
  const [first] = series.points;
  return (
    <div ref={ref} className={css.plot}>
      <svg
        role="img"
        aria-labelledby={id}
        viewBox={`0 0 ${String(width)} ${String(height)}`}
        height={height}
        className={css.chart}
      >
        <title id={id}>{`${series.title}: ${series.sentence}`}</title>
        <Zones series={series} scales={scales} frame={frame} />
        <Axes series={series} dates={dates} scales={scales} frame={frame} wide={wide} />
        {series.goal === null ? null : (
          <g>
            <line
              className={css.goal}
              x1={frame.left}
              x2={frame.right}
              y1={y(series.goal.value)}
              y2={y(series.goal.value)}
            />
            <text
              className={css.goalWords}
              x={frame.right + 6}
              y={besides(y(series.goal.value), last && x(Date.parse(last.at)) > frame.right - 60 ? lastY : null) + 4}
            >
              {wide ? t('goalAt', { value: writer(series)(series.goal.value) }) : writer(series)(series.goal.value)}
            </text>
          </g>
        )}
        {wide ? <Flags flags={flags} scales={scales} frame={frame} /> : null}
        {series.gaps.map((gap) => (
          <path
            key={gap.at}
            className={css.gap}
            d={`M${String(x(Date.parse(gap.at)) - 4)} ${String(frame.bottom - 9)}l8 8m0 -8l-8 8`}
          />
        ))}
        <path className={css.line} d={pathOf(series, scales)} />
        {series.points.map((point) => (
          <circle
            key={point.at}
            className={point.mode === 'link' ? css.point : css.hollow}
            cx={x(Date.parse(point.at))}
            cy={y(point.value)}
            r="4.2"
          />
        ))}
        {first === undefined || first === last ? null : (
          <text className={css.first} x={x(Date.parse(first.at)) - 2} y={Math.max(frame.top + 4, y(first.value) - 9)}>
            {first.words}
          </text>
        )}
        {last === undefined || lastY === null ? null : (
          <text className={css.last} x={x(Date.parse(last.at)) + 9} y={lastY + 5}>
            {last.words}
          </text>
        )}
      </svg>
    </div>
  );
}

type Drawn = {
  series: Series;
  scales: ReturnType<typeof scalesOf>;
  frame: Frame;
};

function Zones({ series, scales, frame }: Drawn) {
  const hatch = useId();
  const { better, noChange } = zonesOf(series, scales);
  const across = { x: frame.left, width: frame.right - frame.left };
  return (
    <g>
      <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line className={css.hatch} y2="5" />
      </pattern>
      {noChange === null ? null : (
        <rect className={css.noChange} {...across} y={noChange.top} height={noChange.height} />
      )}
      {better === null ? null : (
        <>
          <rect className={css.better} {...across} y={better.top} height={better.height} />
          <rect className={css.printed} fill={`url(#${hatch})`} {...across} y={better.top} height={better.height} />
        </>
      )}
    </g>
  );
}

function Axes({ series, dates, scales: { x, y }, frame, wide }: Drawn & { dates: Dates; wide: boolean }) {
  const { day } = useDates();
  const ticks = dateTicks(dates, (frame.right - frame.left) / (wide ? 104 : 88));
  return (
    <g>
      {valueTicks(series, wide ? [5, 4, 3, 6, 2] : [3, 4, 5, 2]).map((value) => (
        <g key={value}>
          <line className={css.grid} x1={frame.left} x2={frame.right} y1={y(value)} y2={y(value)} />
          <text className={css.tick} textAnchor="end" x={frame.left - 8} y={y(value) + 4}>
            {value}
          </text>
        </g>
      ))}
      {ticks.map((at, index) => {
        const words = day(at);
        const before = ticks[index - 1];
        const sameYear = before !== undefined && day(before).slice(-4) === words.slice(-4);
        const near = index > 0 && x(at) > frame.right - 30;
        return (
          <text
            key={at}
            className={css.tick}
            textAnchor={index === 0 ? 'start' : near ? 'end' : 'middle'}
            x={near ? frame.right : x(at)}
            y={frame.bottom + 17}
          >
            {sameYear || (index === 0 && !wide) ? words.slice(0, 6) : words}
          </text>
        );
      })}
    </g>
  );
}

const Flags = ({ flags, scales, frame }: { flags: Flag[] } & Omit<Drawn, 'series'>) => (
  <g>
    {flagMarks(flags, scales).map(({ x, label }) => {
      const width = 10 + 8 * label.length;
      return (
        <g key={label}>
          <line className={css.flagLine} x1={x} x2={x} y1={frame.top - 12} y2={frame.bottom} />
          <rect className={css.flag} x={x - width / 2} y={frame.top - 30} width={width} height="18" rx="3" />
          <text className={css.flagNo} textAnchor="middle" x={x} y={frame.top - 17}>
            {label}
          </text>
        </g>
      );
    })}
  </g>
);
