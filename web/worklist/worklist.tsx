import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../api/queries';
import { useDates } from '../app/clock';
import type { DutyNow } from '../app/duty';
import { useMay } from '../app/me';
import { useTitle } from '../app/title';
import { Icon } from '../kit/icons';
import { Line } from '../kit/lines';
import { Empty, Loaded, News } from '../kit/list';
import { type Done, Undo } from '../case/record/undo';
import { CallPanel } from './calls/list';
import { Filters } from './filters';
import { useKeptRows } from './kept-rows';
import { Since } from './since';
import { listPath, searchWith, type Shown, useShown } from './shown';
import { Table } from './table';
import type { List, Row } from './types';
import { usePanel } from './calls/panel';
import css from './worklist.module.css';

const Many = lazy(async () => ({ default: (await import('./many/many')).Many }));

/** Whose turn it is, and what to do about it. */
export function Screen() {
  const { t } = useTranslation(['worklist', 'shell', 'record']);
  const shown = useShown();
  const path = listPath(shown);
  const query = useRead<List>(path);
  // The rows of the list before this one may stand until its own are there.
  const [listed, setListed] = useState(path);
  if (listed !== path && query.data !== undefined && !query.isPlaceholderData) setListed(path);
  const dates = useDates();
  const mayEnrol = useMay('enrol patients');
  const maySee = useMay('see patients');
  const panel = usePanel();
  const counts = query.data?.counts;
  useTitle(counts === undefined ? t('shell:worklist') : `${t('needsYou')} (${String(counts.needsYou)})`);
  return (
    <>
      <div className={css.head}>
        <h1>{t('shell:worklist')}</h1>
        <Tabs shown={shown} counts={counts} />
        {mayEnrol ? (
          <Button component={Link} to="/enrol" className={`${css.enrol ?? ''} not-printed`}>
            {t('enrol')}
          </Button>
        ) : null}
      </div>
      <div className={css.under}>
        <Filters shown={shown} rows={query.data?.items ?? []} wide={panel.mayOpen} />
        <p className={`${css.since ?? ''} soft`}>
          {query.data === undefined ? null : <span>{t('checked', { time: dates.time(query.data.now) })}</span>}
          <Link to="/attendance" className="not-printed">
            {t('record:attendanceToday')}
          </Link>
          {panel.mayOpen ? (
            <button type="button" className={css.plain} onClick={panel.open}>
              {t('showCalls')}
            </button>
          ) : null}
        </p>
      </div>
      {query.data === undefined ? null : <Since list={query.data} shown={shown} />}
      <div className={css.beside} data-panel={!panel.closed}>
        <div>
          {shown.chosen === null ? null : (
            <Suspense fallback={null}>
              <Many rows={query.data?.items ?? []} shown={shown} chosen={shown.chosen} />
            </Suspense>
          )}
          <Loaded query={query} empty={() => null}>
            {(list) => <Rows path={listed} list={list} shown={shown} wide={panel.mayOpen} />}
          </Loaded>
        </div>
        {panel.closed || !maySee ? null : <CallPanel shown={shown} close={panel.close} />}
      </div>
    </>
  );
}

const tabs = [
  ['needs-you', 'needsYou'],
  ['waiting', 'waiting'],
  ['on-track', 'onTrack'],
  ['ended', 'ended'],
] as const;

/** Links, so that each has an address; they keep what the list is narrowed to. */
function Tabs({ shown, counts }: { shown: Shown; counts: List['counts'] | undefined }) {
  const { t } = useTranslation('worklist');
  return (
    <nav className={`${css.tabs ?? ''} not-printed`} aria-label={t('views')}>
      {tabs.map(([view, words]) => (
        <Link
          key={view}
          to="/worklist"
          search={searchWith({
            view,
            reason: undefined,
            overdue: undefined,
            cursor: undefined,
            open: undefined,
            chosen: undefined,
          })}
          className={css.tab}
          activeProps={{}}
          aria-current={shown.view === view ? 'page' : undefined}
        >
          {t(words)} <span className={css.count}>{counts?.[words]}</span>
        </Link>
      ))}
    </nav>
  );
}

function Rows({ path, list, shown, wide }: { path: string; list: List; shown: Shown; wide: boolean }) {
  const { t } = useTranslation('worklist');
  const kept = useKeptRows(path, list.items);
  // A row that was done stays with the line that says so, also where it was the last one.
  if (kept.rows.length === 0) return <Nothing shown={shown} list={list} />;
  const lines: Record<string, ReactNode> = {};
  for (const { row, words, done } of kept.said)
    lines[row.id] = done ? (
      <Undo
        enrolmentId={row.id}
        done={done}
        drop={() => {
          kept.putAway(row.id);
        }}
      />
    ) : (
      <Line
        icon="check"
        action={{
          words: t('hideLine'),
          press: () => {
            kept.putAway(row.id);
          },
        }}
      >
        <b>{words}</b>
      </Line>
    );
  const say = (row: Row, words: string, done?: Done) => {
    kept.say(row, words, done);
    if (row.reasons.length < 2) shown.set({ open: undefined });
    document.getElementById(`do-${row.id}`)?.focus();
  };
  return (
    <>
      <News count={kept.news} show={kept.show} />
      <div {...kept.hold}>
        <Table
          rows={kept.rows}
          groupOf={kept.groupOf}
          shown={shown}
          more={list.nextCursor !== null}
          wide={wide}
          lines={lines}
          say={say}
        />
      </div>
      <Pages shown={shown} next={list.nextCursor} />
    </>
  );
}

function Pages({ shown, next }: { shown: Shown; next: string | null }) {
  const { t } = useTranslation('worklist');
  if (next === null && shown.cursor === undefined) return null;
  const to = (cursor: string | undefined) => searchWith({ cursor, open: undefined });
  return (
    <nav className={`${css.pages ?? ''} not-printed`} aria-label={t('pages')}>
      {shown.cursor === undefined ? null : (
        <Link to="/worklist" search={to(undefined)}>
          {t('first')}
        </Link>
      )}
      {next === null ? null : (
        <Link to="/worklist" search={to(next)}>
          {t('next')} <Icon name="forward" size={14} />
        </Link>
      )}
    </nav>
  );
}

const nothing = {
  'needs-you': 'emptyNeedsYou',
  waiting: 'emptyWaiting',
  'on-track': 'emptyOnTrack',
  ended: 'emptyEnded',
} as const;

/** What it means that nothing is shown: when it was looked, who is on track, who is on duty. */
function Nothing({ shown, list: { counts, now } }: { shown: Shown; list: List }) {
  const { t } = useTranslation(['worklist', 'kit']);
  const dates = useDates();
  const duty = useRead<DutyNow>('/duty').data?.on[0];
  if (shown.narrowed)
    return (
      <Empty title={t('emptyFiltered')}>
        <Button
          onClick={() => {
            shown.filter({
              owner: undefined,
              stage: undefined,
              pathway: undefined,
              reason: undefined,
              overdue: undefined,
              news: undefined,
              since: undefined,
            });
          }}
        >
          {t('clearFilters')}
        </Button>
      </Empty>
    );
  const nobody = counts.needsYou + counts.waiting + counts.onTrack + counts.ended === 0;
  return (
    <Empty title={t(nobody || shown.view === null ? 'emptyFirst' : nothing[shown.view])}>
      {t('kit:checked', { time: dates.time(now) })}.{' '}
      {nobody ? null : `${t('emptyOnTrackCount', { count: counts.onTrack })} `}
      {nobody ? null : `${t('emptyWaitingCount', { count: counts.waiting })} `}
      {duty === undefined ? null : t('onDuty', { name: duty.name, time: dates.near(duty.until, Date.parse(now)) })}
    </Empty>
  );
}
