import { Button } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Attendances, EventAccepted } from '../api/generated/types.gen';
import { useAct, useRead } from '../api/queries';
import { plainDay, useClinicNow, useDates } from '../app/clock';
import { useMay } from '../app/me';
import { useTitle } from '../app/title';
import { Icon } from '../kit/icons';
import { WhyNot } from '../kit/lines';
import { Empty, Loaded } from '../kit/list';
import { PersonCell } from '../kit/person';
import css from './recorded.module.css';

type Row = Attendances['items'][number];
type Outcome = NonNullable<Row['outcome']>;

const outcomes = [
  ['attended', 'came'],
  ['missed', 'didNotCome'],
  ['cancelled', 'cancelled'],
] as const satisfies [Outcome, string][];

/** Who came and who did not, of everybody who was expected on a day: one press a row, saved row by row. */
export function Screen() {
  const { t } = useTranslation('record');
  const { on }: Record<string, string | undefined> = useSearch({ strict: false });
  const query = useRead<Attendances>(`/attendances${on === undefined ? '' : `?on=${encodeURIComponent(on)}`}`);
  const dates = useDates();
  const left = query.data?.items.filter(({ outcome, possible }) => outcome === null && possible.length > 1).length;
  useTitle(left === undefined ? t('attendance') : `${t('attendance')} (${String(left)})`);
  return (
    <>
      <div className={css.head}>
        <Link to="/worklist" className={css.back}>
          <Icon name="back" />
          {t('toWorklist')}
        </Link>
        <h1>{query.data === undefined ? t('attendance') : t('attendanceOf', { day: plainDay(query.data.on) })}</h1>
        {query.data === undefined ? null : <Days on={query.data.on} today={on === undefined} />}
      </div>
      <p className="soft">
        {query.data === undefined ? '' : `${t('checked', { time: dates.time(query.data.now) })} · `}
        {left === undefined || query.data?.items.length === 0
          ? ''
          : left === 0
            ? t('allRecorded')
            : t('leftToRecord', { count: left })}
      </p>
      <Loaded query={query} empty={({ items }) => (items.length === 0 ? <Empty title={t('noSessions')} /> : null)}>
        {({ items }) => (
          <ul className={css.sheet}>
            {items.map((row) => (
              <li key={`${row.enrolmentId} ${row.session}`} className={css.row}>
                <RowOf row={row} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </>
  );
}

/** The day before and after, as links that keep the address. */
function Days({ on, today }: { on: string; today: boolean }) {
  const { t } = useTranslation('record');
  const beside = (days: number) =>
    new Date(Date.parse(`${on}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  return (
    <nav className={css.days} aria-label={t('otherDays')}>
      <Link to="/attendance" search={{ on: beside(-1) }}>
        {t('dayBefore')}
      </Link>
      {today ? null : (
        <Link to="/attendance" search={{}}>
          {t('today')}
        </Link>
      )}
      <Link to="/attendance" search={{ on: beside(1) }}>
        {t('dayAfter')}
      </Link>
    </nav>
  );
}

function RowOf({ row }: { row: Row }) {
  const { t } = useTranslation('record');
  const dates = useDates();
  const mayRecord = useMay('record facts');
  const { enrolmentId, session, person, at, words, stage, possible, outcome } = row;
  const act = useAct<{ type: string; data: object }, EventAccepted>(`/enrolments/${enrolmentId}/events`);
  const name = `${person.givenName} ${person.familyName}`;
  return (
    <>
      <time className={css.time} dateTime={at}>
        {dates.time(at)}
      </time>
      <div className={css.who}>
        <PersonCell person={person} enrolmentId={enrolmentId} />
        <span className="soft">{stage === null ? words : `${words} · ${stage.title}`}</span>
      </div>
      <div className={css.outcomes} role="group" aria-label={t('outcomeOf', { name })}>
        {outcomes.map(([each, label]) => (
          <Button
            key={each}
            variant={outcome === each ? 'filled' : 'default'}
            aria-pressed={outcome === each}
            loading={act.isPending && act.variables.type === `session.${each}`}
            disabled={!mayRecord || (outcome !== each && !possible.includes(each))}
            onClick={() => {
              if (outcome !== each) act.mutate({ type: `session.${each}`, data: { session } });
            }}
          >
            {t(label)}
          </Button>
        ))}
      </div>
      <div className={css.said}>
        <Recorded row={row} />
        <WhyNot error={act.error} />
      </div>
    </>
  );
}

/** Who recorded it, with the way back while there is one. */
function Recorded({ row: { enrolmentId, recorded } }: { row: Row }) {
  const { t } = useTranslation('record');
  const dates = useDates();
  const now = useClinicNow();
  const act = useAct<object>(`/enrolments/${enrolmentId}/events`);
  if (recorded === null) return null;
  const { eventId, by, at, undoUntil } = recorded;
  const open = undoUntil !== null && now !== null && Date.parse(undoUntil) > now;
  return (
    <p role="status" className="soft">
      {t('by', { name: by, time: dates.time(at) })}{' '}
      {open ? (
        <Button
          size="compact-sm"
          variant="transparent"
          loading={act.isPending}
          onClick={() => {
            act.mutate({ type: 'event.retracted', data: { eventId, reason: t('undoReason') } });
          }}
        >
          {t('undoUntil', { time: dates.time(undoUntil) })}
        </Button>
      ) : null}
      <WhyNot error={act.error} />
    </p>
  );
}
