import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../api/queries';
import { useClinicNow, useDates } from '../app/clock';

type SinceThen = { since: string; answered: number; escalated: number; bounced: number };

const HERE = 'tl-here';
const SINCE = 'tl-since';

/** When this browser was last before the console, and since when the news of this visit count. Instants and nothing else. */
function lastHere(): string | null {
  const since = sessionStorage.getItem(SINCE) ?? localStorage.getItem(HERE);
  if (since !== null) sessionStorage.setItem(SINCE, since);
  return since;
}

/** Since you were last here: 4 answered, 1 escalated, 2 bounced. */
export function Since() {
  const { t } = useTranslation('worklist');
  const dates = useDates();
  const now = useClinicNow();
  const [since] = useState(lastHere);
  const minute = now === null ? null : Math.floor(now / 60_000);
  useEffect(() => {
    if (minute !== null) localStorage.setItem(HERE, new Date(minute * 60_000).toISOString());
  }, [minute]);
  const news = useRead<SinceThen>(since === null ? null : `/worklist/since?at=${encodeURIComponent(since)}`).data;
  if (since === null || news === undefined) return null;
  const told = (['answered', 'escalated', 'bounced'] as const)
    .filter((what) => news[what] > 0)
    .map((what) => t(what, { count: news[what] }));
  return (
    <span>
      {t('sinceLast', { time: dates.near(since, now), what: told.length === 0 ? t('sinceNothing') : told.join(', ') })}
    </span>
  );
}
