import { useElementSize } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { Protocol } from '../api/generated/types.gen';
import { Part, Sheet } from '../kit/lines';
import css from './pathways.module.css';

type Track = Protocol['tracks'][number];

/** Each track as a line through its stages with the ways between them; the same in words below, for whoever reads it so. */
export const Ways = ({ tracks }: { tracks: Track[] }) => (
  <div className={css.mails}>
    {tracks.map((track) => (
      <TrackWays key={track.id} track={track} />
    ))}
  </div>
);

function TrackWays({ track }: { track: Track }) {
  const { t } = useTranslation('clinic');
  return (
    <Sheet label={t('track', { track: track.id })}>
      <Part label={t('track', { track: track.id })}>
        <Line track={track} />
      </Part>
      {track.stages.map(({ id, title, first, ways }) => (
        <Part key={id} label={first ? `${title} · ${t('begins')}` : title}>
          <ul className={css.ways}>
            {ways.map(({ when, leadsTo }) => (
              <li key={`${when} ${leadsTo}`}>
                {when} <b>→ {leadsTo}</b>
              </li>
            ))}
          </ul>
        </Part>
      ))}
    </Sheet>
  );
}

const ROW = 44;
const LEFT = 14;

/** Stages from top to bottom; a way to a later stage runs at the right, one back at the left of the names. */
function Line({ track: { id, stages } }: { track: Track }) {
  const { t } = useTranslation('clinic');
  const { ref, width } = useElementSize();
  const at = new Map(stages.map((stage, index) => [stage.id, index]));
  const arcs = stages.flatMap(({ ways }, from) =>
    [...new Set(ways.flatMap(({ toStage }) => (toStage === null ? [] : [at.get(toStage) ?? from])))]
      .filter((to) => to !== from && to !== from + 1)
      .map((to) => ({ from, to })),
  );
  const y = (index: number) => 20 + index * ROW;
  const right = Math.max(300, Math.min(width || 600, 640)) - 60;
  return (
    <div ref={ref}>
      <svg
        role="img"
        aria-label={t('picture', { track: id, stages: stages.map(({ title }) => title).join(', ') })}
        width="100%"
        height={y(stages.length - 1) + 24}
        className={css.line}
      >
        <path d={`M${String(LEFT)} ${String(y(0))}V${String(y(stages.length - 1))}`} />
        {arcs.map(({ from, to }, index) => {
          const x = right + 8 + (index % 5) * 9;
          return (
            <g key={`${String(from)} ${String(to)}`} data-back={to < from}>
              <path d={`M${String(right - 4)} ${String(y(from))}H${String(x)}V${String(y(to))}H${String(right + 2)}`} />
              <path d={`M${String(right + 8)} ${String(y(to) - 4)}l-6 4l6 4`} />
            </g>
          );
        })}
        {stages.map((stage, index) => (
          <g key={stage.id}>
            <circle cx={LEFT} cy={y(index)} r="7" data-first={stage.first} />
            <text x={LEFT + 20} y={y(index) + 5}>
              {stage.title}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}
