import { TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClinicNow, useDates } from '../../app/clock';
import { AnswerTogether } from '../../case/together/answer-together';
import { WhyNot } from '../../kit/lines';
import { PersonName, Phone } from '../../kit/person';
import { plainDay } from '../../app/clock';
import css from './calls.module.css';
import { Outcomes, saidOf } from './outcomes';
import { useTaskWork } from '../task-work';
import type { CallTask } from '../types';

/** The call at hand: whom, about what, the number, how often it was tried, and what came of it in one press. */
export function Call({
  call,
  said,
  noted = false,
}: {
  call: CallTask;
  said: (words: string) => void;
  noted?: boolean;
}) {
  const { t } = useTranslation(['worklist', 'kit']);
  const [note, setNote] = useState('');
  const work = useTaskWork(note);
  const { person } = call;
  return (
    <div className={css.call}>
      <Who call={call} />
      {person?.phone ? <Phone number={person.phone.number} /> : <p className="strong">{t('kit:noPhone')}</p>}
      <p>{call.instruction}</p>
      {person === null || (person.notes.length === 0 && person.bestTime === null) ? null : (
        <p className="soft">
          {person.bestTime === null ? '' : `${t('bestTime', { time: person.bestTime })} · `}
          {person.notes.join(' ')}
        </p>
      )}
      {noted ? (
        <TextInput
          label={t('note')}
          value={note}
          onChange={(event) => {
            setNote(event.currentTarget.value);
          }}
        />
      ) : null}
      <AnswerTogether enrolmentId={call.enrolmentId} checkInId={call.openCheckInId} />
      <Outcomes
        busy={work.busy}
        press={(outcome) => {
          work.complete(call.id, { outcome }, () => {
            said(t(saidOf[outcome], { what: call.title }));
          });
        }}
      />
      <WhyNot error={work.error} />
    </div>
  );
}

function Who({ call }: { call: CallTask }) {
  const { t } = useTranslation(['worklist', 'kit']);
  const { person, enrolmentId } = call;
  if (person === null) return null;
  const tries = call.tries.length === 0 ? '' : ` · ${t('tried', { count: call.tries.length })}`;
  return (
    <div>
      <p className={css.name}>
        {enrolmentId === null ? (
          <PersonName person={person} />
        ) : (
          <Link to="/cases/$id" params={{ id: enrolmentId }}>
            <PersonName person={person} />
          </Link>
        )}
      </p>
      <p className="soft">
        {t('kit:born')} <span className="whole">{plainDay(person.bornOn)}</span> (
        {t('kit:years', { age: person.ageYears })}) · {person.reference}
        {tries}
      </p>
    </div>
  );
}

/** By 12:00, or how late it is. */
export function CallDue({ call }: { call: CallTask }) {
  const { t } = useTranslation('kit');
  const dates = useDates();
  const now = useClinicNow();
  if (now === null) return null;
  const late = Date.parse(call.dueAt) < now;
  return <span className={late ? css.late : css.due}>{t('by', { time: dates.near(call.dueAt, now) })}</span>;
}

/** One that waits: pressing it makes it the call at hand. */
export function Waiting({ call, press }: { call: CallTask; press: () => void }) {
  const { t } = useTranslation(['worklist', 'kit']);
  const { person } = call;
  return (
    <button type="button" className={css.waiting} onClick={press}>
      <span className={css.who}>
        <span>{person === null ? call.title : <PersonName person={person} />}</span>
        <CallDue call={call} />
      </span>
      <span className="soft">
        {call.title}, {person?.phone?.number ?? t('kit:noPhone')}
        {call.tries.length === 0 ? '' : ` · ${t('tried', { count: call.tries.length })}`}
      </span>
    </button>
  );
}
