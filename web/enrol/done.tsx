import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Enrolled, Enrolment } from '../api/generated/types.gen';
import { useAct, useRead } from '../api/queries';
import { useClinicNow, useDates } from '../app/clock';
import { Line, WhyNot } from '../kit/lines';
import { Banner } from '../kit/person';
import css from './enrol.module.css';

/** It is done: what people must do now, and ten minutes to take it back before anything is sent. */
export function Done({ enrolled, again }: { enrolled: Enrolled; again: () => void }) {
  const { t } = useTranslation('enrol');
  const dates = useDates();
  const now = useClinicNow();
  const title = useRef<HTMLHeadingElement>(null);
  const person = useRead<Enrolment>(`/enrolments/${enrolled.id}`).data?.person;
  const undo = useAct<object>(`/enrolments/${enrolled.id}/events`);
  const mayUndo = now !== null && now < Date.parse(enrolled.undoUntil);
  useEffect(() => {
    title.current?.focus();
  }, []);
  return (
    <div className={css.doneSheet}>
      <h2 ref={title} tabIndex={-1}>
        {undo.isSuccess ? t('undone') : person === undefined ? t('title') : t('done', { name: person.givenName })}
      </h2>
      {person === undefined ? null : <Banner person={person} line />}
      {undo.isSuccess ? (
        <Line icon="undo">{t('undoneMore')}</Line>
      ) : (
        <Line
          icon="check"
          {...(mayUndo
            ? {
                action: {
                  words: t('undoUntil', { time: dates.time(enrolled.undoUntil) }),
                  busy: undo.isPending,
                  press: () => {
                    undo.mutate({ type: 'enrolment.withdrawn', data: { reason: t('undoReason') } });
                  },
                },
              }
            : {})}
        >
          <b>{mayUndo ? t('nothingSent', { time: dates.time(enrolled.undoUntil) }) : t('tooLate')}</b>
        </Line>
      )}
      <WhyNot error={undo.error} />
      {undo.isSuccess || enrolled.notes.length === 0 ? null : (
        <section className={css.todo}>
          <h3 className="strong">{t('todo')}</h3>
          <ul>
            {enrolled.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      )}
      <div className={css.foot}>
        <Link to="/cases/$id" params={{ id: enrolled.id }} className={css.link}>
          {t('openPatient')}
        </Link>
        <Button onClick={again}>{t('anotherPatient')}</Button>
      </div>
    </div>
  );
}
