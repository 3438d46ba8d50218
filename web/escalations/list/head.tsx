import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDates } from '../../app/clock';
import { Icon } from '../../kit/icons';
import css from './list.module.css';
import type { Items, Whose } from '../types';

/** Whose items are listed, when it was looked at, and what was closed today. */
export function Head({
  whose,
  counts,
  readAt,
}: {
  whose: Whose | null;
  counts?: Items['counts'];
  readAt: string | null;
}) {
  const { t } = useTranslation('escalations');
  const dates = useDates();
  return (
    <div className={css.head}>
      <h1>{t('title')}</h1>
      <nav aria-label={t('whose')} className={css.tabs}>
        {(['mine', 'team', 'all'] as const).map((each) => (
          <Link
            key={each}
            to="/escalations"
            search={{ owner: each }}
            className={css.tab}
            aria-current={each === whose ? 'page' : undefined}
          >
            {t(each)} <span className={css.count}>{counts?.[each]}</span>
          </Link>
        ))}
      </nav>
      <p className={css.checked}>
        {readAt === null ? null : (
          <span className={css.when}>
            <Icon name="check" />
            {t('checked', { time: dates.time(readAt) })}
          </span>
        )}
        <Link to="/escalations" search={{ closed: 'today' }} aria-current={whose === null ? 'page' : undefined}>
          {t('closedToday')} {counts?.closedToday}
        </Link>
      </p>
    </div>
  );
}
