import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { WorklistCounts } from '../../api/generated/types.gen';
import { useRead } from '../../api/queries';
import { useDates } from '../../app/clock';
import { useMay } from '../../app/me';
import { Empty } from '../../kit/list';
import css from './list.module.css';
import type { Items, Whose } from '../types';

/** How the list ends: that there is nothing more, when it was looked at, and how many are on their way. */
export function Closing({ data, whose, closed }: { data: Items; whose: Whose; closed: boolean }) {
  const { t } = useTranslation('escalations');
  const dates = useDates();
  const standing = useRead<WorklistCounts>(useMay('see patients') && !closed ? '/worklist/counts' : null).data;
  const { counts, now, items } = data;
  const checked = `${t('checked', { time: dates.time(now) })}.`;
  const others = whose !== 'all' && counts.all > items.length;
  const rest = [
    others ? t('inAll', { count: counts.all }) : '',
    standing === undefined
      ? ''
      : `${t('onTrack', { count: standing.onTrack })} ${t('waiting', { count: standing.waiting })}`,
    checked,
  ].join(' ');
  if (closed) return counts.closedToday > 0 ? null : <Empty title={t('closedNone')}>{checked}</Empty>;
  return items.length === 0 ? (
    <Empty title={t(whose === 'mine' ? 'nothingMine' : others ? 'nothingTeam' : 'nothing')}>
      {rest}{' '}
      {others ? (
        <Link to="/escalations" search={{ owner: 'all' }}>
          {t('showAll')}
        </Link>
      ) : null}
    </Empty>
  ) : (
    <p className={`soft ${css.closing ?? ''}`}>
      {t('nothingMore')} {rest}
    </p>
  );
}
