import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePages } from '../api/queries';
import { Duty } from '../app/duty';
import { useTitle } from '../app/title';
import { Loaded, More } from '../kit/list';
import { Closing } from './list/end-of-list';
import { Head } from './list/head';
import css from './list/list.module.css';
import { Sections } from './list/sections';
import type { Items, Whose } from './types';

const isWhose = (text: string | undefined): text is Whose => text === 'mine' || text === 'team' || text === 'all';

/** All that somebody must see, most urgent first, and who has it. Nothing leaves it but by being closed. */
export function Screen() {
  const { t } = useTranslation('escalations');
  const { owner, closed } = useSearch({ strict: false });
  const whose = isWhose(owner) ? owner : 'team';
  const showsClosed = closed === 'today';
  const { query, more } = usePages<Items>(
    showsClosed ? '/escalations?status=resolved' : `/escalations?owner=${whose}&limit=100`,
  );
  const counts = query.data?.counts;
  const count = counts === undefined ? 0 : counts.now + counts.today + counts.digest;
  useTitle(
    counts === undefined
      ? t('title')
      : counts.now > 0
        ? t('tabTitleNow', { now: counts.now, count })
        : t('tabTitle', { count }),
  );
  return (
    <div className={css.screen}>
      <Head whose={showsClosed ? null : whose} counts={counts} readAt={query.data?.now ?? null} />
      <div className={css.onPhone}>
        <Duty />
      </div>
      <Loaded query={query} empty={() => null}>
        {(data) => (
          <>
            <Sections key={showsClosed ? 'closed' : whose} data={data} closed={showsClosed} />
            {more === null ? (
              <Closing data={data} whose={whose} closed={showsClosed} />
            ) : (
              <More words={t('more')} {...more} />
            )}
          </>
        )}
      </Loaded>
    </div>
  );
}
