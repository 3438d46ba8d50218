import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useDates } from '../app/clock';
import { searchWith, type Shown } from './shown';
import { type List, type News, news } from './types';
import css from './since.module.css';

const words = {
  answered: 'newsAnswered',
  escalated: 'newsEscalated',
  bounced: 'newsBounced',
} as const satisfies Record<News, string>;

/** What happened since this person was last here: each figure shows as many rows. Nothing to tell is no line. */
export function Since({ list: { since, now }, shown }: { list: List; shown: Shown }) {
  const { t } = useTranslation('worklist');
  const dates = useDates();
  if (since === null) return null;
  const told = news.filter((what) => since[what] > 0 || shown.news === what);
  if (told.length === 0) return null;
  return (
    <p className={`${css.since ?? ''} not-printed`}>
      {t('lastHere', { time: dates.near(since.at, Date.parse(now)) })}{' '}
      {told.map((what, index) => (
        <Fragment key={what}>
          {index === 0 ? null : ', '}
          <Link
            to="/worklist"
            search={searchWith({ ...elsewhere, news: what, since: since.at })}
            activeProps={{}}
            aria-current={shown.news === what ? 'true' : undefined}
          >
            {t(words[what], { count: since[what] })}
          </Link>
        </Fragment>
      ))}
      {shown.news === undefined ? null : (
        <Link
          to="/worklist"
          search={searchWith({ ...elsewhere, news: undefined, since: undefined })}
          activeProps={{}}
          aria-current={undefined}
          className={css.whole}
        >
          {t('wholeList')}
        </Link>
      )}
    </p>
  );
}

/** What belongs to the list that is left. */
const elsewhere = { view: undefined, cursor: undefined, open: undefined, chosen: undefined };
