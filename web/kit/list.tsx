import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isRefused, NO_ANSWER, Refused } from '../api/client';
import { useClinicTimeOf, useDates } from '../app/clock';
import { useMe } from '../app/me';
import { Line } from './lines';
import css from './list.module.css';

/** Whether something has lasted a second: what is quick never flickers. */
export function useAfterASecond(lasting: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!lasting) return;
    const timer = setTimeout(() => {
      setLate(true);
    }, 1000);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [lasting]);
  return lasting && late;
}

type Read<T> = Pick<UseQueryResult<T>, 'data' | 'error' | 'isPending' | 'isFetching' | 'dataUpdatedAt'> & {
  refetch: () => unknown;
};
type Shown<T> = {
  query: Read<T>;
  /** Nothing in it: what that means, and when it was looked at. */
  empty: (data: T) => ReactNode | null;
  children: (data: T) => ReactNode;
};

/** The states of everything that is loaded: empty, loading, failed, failed with old data, offline, not allowed. */
export function Loaded<T>({ query, empty, children }: Shown<T>) {
  const { t } = useTranslation('kit');
  const { t: shell } = useTranslation('shell');
  const { clinic } = useMe();
  const dates = useDates();
  const clinicTimeOf = useClinicTimeOf();
  const slow = useAfterASecond(query.isPending);
  const again = { words: t('tryAgain'), press: () => void query.refetch(), busy: query.isFetching };
  if (query.data === undefined) {
    if (isRefused(query.error, 403)) return <Line icon="lock">{query.error?.message || t('notAllowed')}</Line>;
    if (query.error)
      return (
        <Line icon="warn" action={again}>
          {offline(query.error) ? <Offline phone={clinic.phone} /> : query.error.message || t('couldNotLoad')}
        </Line>
      );
    return slow ? <Bars label={t('loading')} /> : null;
  }
  const nothing = empty(query.data);
  return (
    <>
      {query.error ? (
        <Line icon="warn" action={again}>
          {offline(query.error) && !navigator.onLine ? `${shell('offline')} ` : ''}
          {t('stale', { time: dates.time(clinicTimeOf(query.dataUpdatedAt)) })}
        </Line>
      ) : null}
      {nothing ?? children(query.data)}
    </>
  );
}

const offline = (error: Error) => error instanceof Refused && error.status === NO_ANSWER;

const Offline = ({ phone }: { phone: string | null }) => {
  const { t } = useTranslation('shell');
  return (
    <>
      {t('offline')} {phone === null ? null : <b>{t('offlineRing', { phone })}</b>}
    </>
  );
};

const Bars = ({ label }: { label: string }) => (
  <div className={css.bars} role="status">
    <span className="seen-by-readers">{label}</span>
    {[0, 1, 2].map((row) => (
      <div key={row} className={css.bar} aria-hidden="true">
        <span />
        <span />
        <span />
      </div>
    ))}
  </div>
);

/** What an empty list means, in one sentence, and what stands behind it. */
export const Empty = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className={css.empty}>
    <p className={css.title}>{title}</p>
    <p>{children}</p>
  </div>
);

/**
 * Rows that stay where they are while somebody points at or stands in the list: what changes shows in its place, what is new
 * waits behind a line. `urgent` ones come in at once. With `goneStay` a row that is no longer in the list keeps its place
 * until then, and `isGone` says so. `list`: which list it is; the rows of another one, or of another order, come in at once.
 */
export function useSteadyRows<Row>(
  rows: Row[],
  idOf: (row: Row) => string,
  urgent: (row: Row) => boolean = () => false,
  goneStay = false,
  list = '',
) {
  const [kept, setKept] = useState<{ list: string; rows: Row[] } | null>(null);
  if (kept !== null && kept.list !== list) setKept({ list, rows });
  const held = kept?.list === list ? kept.rows : null;
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  const order = held ?? rows;
  const fresh = held === null ? [] : rows.filter((row) => !held.some((each) => idOf(each) === idOf(row)));
  const hold = () => {
    setKept((before) => before ?? { list, rows });
  };
  return {
    rows: [...fresh.filter(urgent), ...order.flatMap((row) => byId.get(idOf(row)) ?? (goneStay ? row : []))],
    isGone: (row: Row) => !byId.has(idOf(row)),
    /** How many wait to be shown. */
    news: fresh.filter((row) => !urgent(row)).length,
    show: () => {
      setKept(null);
    },
    hold: {
      onPointerEnter: hold,
      onPointerLeave: (event: { currentTarget: Element }) => {
        if (!event.currentTarget.contains(document.activeElement)) setKept(null);
      },
      onFocus: hold,
      onBlur: (event: { currentTarget: Element; relatedTarget: Element | null }) => {
        if (!event.currentTarget.contains(event.relatedTarget) && !event.currentTarget.matches(':hover')) setKept(null);
      },
    },
  };
}

export function News({ count, show }: { count: number; show: () => void }) {
  const { t } = useTranslation('kit');
  return count === 0 ? null : (
    <Line icon="undo" action={{ words: t('show'), press: show }}>
      <b>{t('changes', { count })}</b>
    </Line>
  );
}

/** More of a list that comes a page at a time. */
export const More = ({ words, press, busy }: { words: string; press: () => void; busy: boolean }) => (
  <Button variant="default" onClick={press} loading={busy}>
    {words}
  </Button>
);
