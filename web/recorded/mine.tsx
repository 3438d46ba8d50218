import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnFacts } from '../api/generated/types.gen';
import { useAct, useRead } from '../api/queries';
import { useClinicNow, useDates } from '../app/clock';
import { useTitle } from '../app/title';
import { faultOf, WhyNot } from '../kit/lines';
import { Empty, Loaded } from '../kit/list';
import { PersonCell } from '../kit/person';
import css from './recorded.module.css';

type Fact = OwnFacts['items'][number];

/** What whoever is signed in has recorded today, in one list, each with the way back. */
export function Screen() {
  const { t } = useTranslation('record');
  const query = useRead<OwnFacts>('/me/facts');
  const dates = useDates();
  useTitle(t('mine'));
  return (
    <>
      <h1>{t('mine')}</h1>
      <p className="soft">{query.data === undefined ? '' : t('checked', { time: dates.time(query.data.now) })}</p>
      <Loaded query={query} empty={({ items }) => (items.length === 0 ? <Empty title={t('nothingDone')} /> : null)}>
        {({ items }) => (
          <ul className={css.sheet}>
            {items.map((fact) => (
              <li key={fact.eventId} className={css.row} data-gone={fact.correction?.as === 'retracted'}>
                <FactOf fact={fact} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </>
  );
}

function FactOf({ fact }: { fact: Fact }) {
  const { t } = useTranslation(['record', 'case']);
  const dates = useDates();
  const { at, title, person, enrolmentId, correction } = fact;
  return (
    <>
      <time className={css.time} dateTime={at}>
        {dates.time(at)}
      </time>
      <div className={css.who}>
        <p className="strong">{correction?.as === 'retracted' ? <s>{title}</s> : title}</p>
        <PersonCell person={person} enrolmentId={enrolmentId} />
        {correction === null ? null : (
          <p className="soft">
            {t(`case:corrected.${correction.as}`, { by: correction.by, date: dates.day(correction.at) })}{' '}
            {correction.reason}
          </p>
        )}
      </div>
      {fact.canRetract ? <WayBack fact={fact} /> : null}
    </>
  );
}

/** At once while it may be undone; later it says why. */
function WayBack({ fact: { eventId, enrolmentId, title, undoUntil } }: { fact: Fact }) {
  const { t } = useTranslation('record');
  const dates = useDates();
  const now = useClinicNow();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const act = useAct<object>(`/enrolments/${enrolmentId}/events`);
  const undone = undoUntil !== null && now !== null && Date.parse(undoUntil) > now;
  const takeBack = (why: string) => {
    act.mutate({ type: 'event.retracted', data: { eventId, reason: why } });
  };
  if (undone)
    return (
      <div className={css.back}>
        <Button
          aria-label={`${t('undoUntil', { time: dates.time(undoUntil) })}: ${title}`}
          loading={act.isPending}
          onClick={() => {
            takeBack(t('undoReason'));
          }}
        >
          {t('undoUntil', { time: dates.time(undoUntil) })}
        </Button>
        <WhyNot error={act.error} />
      </div>
    );
  if (!asking)
    return (
      <div className={css.back}>
        <Button
          variant="transparent"
          onClick={() => {
            setAsking(true);
          }}
        >
          {t('takeBack')}
        </Button>
      </div>
    );
  return (
    <form
      className={css.why}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        takeBack(reason);
      }}
    >
      <TextInput
        label={t('why')}
        value={reason}
        error={faultOf(act.error, 'data.reason')}
        onChange={(event) => {
          setReason(event.currentTarget.value);
        }}
      />
      <Button type="submit" loading={act.isPending}>
        {t('takeItBack')}
      </Button>
      <WhyNot error={act.error} />
    </form>
  );
}
