import { useTranslation } from 'react-i18next';
import type { Series } from '../../api/generated/types.gen';
import { useDates } from '../../app/clock';
import css from './chart.module.css';
import type { Flag } from './geometry';

/** What the marks mean, under every plot; the numbered flags by their names and whole dates. */
export function Legend({ series, flags }: { series: Series; flags: Flag[] }) {
  const { t } = useTranslation('case');
  const dates = useDates();
  const { goal, mcid, baseline, points, gaps } = series;
  const byOthers = [...new Set(points.map(({ mode }) => mode).filter((mode) => mode !== 'link'))];
  return (
    <ul className={css.legend}>
      {flags.map((flag) => (
        <li key={flag.no}>
          <span className={css.no}>{flag.no}</span>
          <span>
            <span className="whole">{dates.day(flag.at)}</span> {flag.words}
          </span>
        </li>
      ))}
      {goal === null ? null : (
        <li>
          <Mark>
            <rect className={css.zone} y="4" width="18" height="8" />
            <path className={css.goal} d="M0 4h18" />
          </Mark>
          {t('goalIs', { words: goal.words })}
        </li>
      )}
      {mcid === null || baseline === null ? null : (
        <li>
          <Mark>
            <rect className={css.band} y="2" width="18" height="9" />
          </Mark>
          {t('noChange', { value: mcid.words, start: baseline.words })}
        </li>
      )}
      <li>
        <Mark>
          <circle className={css.point} cx="9" cy="6.5" r="4" />
        </Mark>
        {t('byLink')}
      </li>
      {byOthers.length === 0 ? null : (
        <li>
          <Mark>
            <circle className={css.hollow} cx="9" cy="6.5" r="4" />
          </Mark>
          {byOthers.length === 2 ? t('byBoth') : t(byOthers[0] === 'phone' ? 'byPhone' : 'byPaper')}
        </li>
      )}
      {gaps.length === 0 ? null : (
        <li>
          <Mark>
            <path className={css.gap} d="M5 2.500l8 8m0 -8l-8 8" />
          </Mark>
          {t('notAnswered')}
        </li>
      )}
    </ul>
  );
}

const Mark = ({ children }: { children: React.ReactNode }) => (
  <svg width="18" height="13" viewBox="0 0 18 13" aria-hidden="true" focusable="false">
    {children}
  </svg>
);
