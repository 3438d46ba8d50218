import { useTranslation } from 'react-i18next';
import type { Series } from '../api/generated/types.gen';
import { useDates } from '../app/clock';
import css from './scores.module.css';

/** Each score on a line: where it began, where it is, how far that is, and what the goal says. Directions are never mixed up: each is named. */
export function ScoreTable({ items }: { items: Series[] }) {
  const { t } = useTranslation('kit');
  // Said once where it is the same for all.
  const [direction, ...others] = new Set(items.map(({ directionWords }) => directionWords));
  const same = direction !== undefined && others.length === 0;
  return (
    <table className={css.scores}>
      <thead>
        <tr className="label">
          <th scope="col">{same ? t('scoreAll', { direction }) : t('score')}</th>
          <th scope="col" className={css.number}>
            {t('scoreStart')}
          </th>
          <th scope="col" className={css.number}>
            {t('scoreNow')}
          </th>
          <th scope="col" className={css.number}>
            {t('scoreChange')}
          </th>
          <th scope="col">{t('scoreGoal')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((series) => (
          <Row key={series.instrument} series={series} same={same} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ series, same }: { series: Series; same: boolean }) {
  const { t } = useTranslation('kit');
  const dates = useDates();
  const { title, min, max, directionWords, baseline, points, goal, safety } = series;
  const last = points.at(-1);
  const met = goal?.met === null ? 'goalUnknown' : goal?.met === true ? 'goalMet' : 'goalNotMet';
  return (
    <tr>
      <th scope="row">
        <b>{title}</b>{' '}
        <span className="soft">{t(same ? 'scoreRange' : 'scoreRangeOf', { min, max, direction: directionWords })}</span>
      </th>
      <td className={css.number} data-label={t('scoreStart')}>
        {baseline === null ? (
          t('notKnown')
        ) : (
          <>
            {last === undefined ? baseline.value : like(baseline.value, last.words)}{' '}
            <span className="soft">{short(dates.day(baseline.at))}</span>
          </>
        )}
      </td>
      <td className={css.number} data-label={t('scoreNow')}>
        {last === undefined ? (
          t('scoreNever')
        ) : (
          <>
            <b>{last.words}</b> <span className="soft">{short(dates.day(last.at))}</span>
          </>
        )}
      </td>
      <td className={css.number} data-label={t('scoreChange')}>
        {last === undefined || baseline === null
          ? t('notKnown')
          : points.length === 1
            ? t('scoreOnce')
            : changeOf(last.value - baseline.value, last.words)}
      </td>
      <td>
        {goal === null ? (
          <span className="soft">{t('noGoal')}</span>
        ) : (
          t(met, { goal: last === undefined ? goal.value : like(goal.value, last.words) })
        )}
        {safety === null ? null : <span className={`soft ${css.under ?? ''}`}>{safety}</span>}
      </td>
    </tr>
  );
}

/** The year stands beside it, in the dates of the page. */
const short = (day: string) => day.slice(0, 6);

/** With as many decimals as the value that is shown beside it. */
const like = (value: number, shown: string): string => value.toFixed(/\.(\d+)/.exec(shown)?.[1]?.length ?? 0);

/** With a real minus. */
function changeOf(change: number, shown: string): string {
  const amount = like(Math.abs(change), shown);
  return Number(amount) === 0 ? '0' : `${change < 0 ? '−' : '+'}${amount}`;
}
