import { useElementSize } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { Protocol } from '../api/generated/types.gen';
import { Part, Sheet } from '../kit/lines';
import { lanesOf } from './lanes';
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
/** Between two lanes, and between the names and the first. */
const LANE = 12;
/** What leaves a stage runs a little lower than what arrives there. */
const APART = 5;
/** Of one letter of a name, at most. */
const LETTER = 8.2;

/** Stages from top to bottom. What leads to another stage than the next one runs beside the names, a line for each stage it leads to. */
function Line({ track: { id, stages } }: { track: Track }) {
  const { t } = useTranslation('clinic');
  const { ref, width } = useElementSize();
  const lanes = lanesOf(stages);
  const y = (index: number) => 20 + index * ROW;
  const names = LEFT + 24 + Math.max(...stages.map(({ title }) => title.length)) * LETTER;
  const room = (width || 600) - (Math.max(0, ...lanes.map(({ lane }) => lane)) + 1) * LANE - 4;
  const right = Math.min(names, room);
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
        {lanes.map(({ to, from, back, lane }) => {
          const x = right + (lane + 1) * LANE;
          const into = y(to) - APART;
          return (
            <g key={`${String(to)} ${String(back)}`} data-back={back}>
              {from.map((each) => (
                <path key={each} d={`M${String(right)} ${String(y(each) + APART)}H${String(x)}V${String(into)}`} />
              ))}
              <path d={`M${String(x)} ${String(into)}H${String(right + 2)}m6 -4l-6 4l6 4`} />
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
