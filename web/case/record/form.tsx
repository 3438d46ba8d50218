import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../api/queries';
import { useDates } from '../../app/clock';
import { useMe } from '../../app/me';
import { Icon } from '../../kit/icons';
import { faultOf, WhyNot } from '../../kit/lines';
import type { Fact } from '../types';
import { draftOf, factOf, type Sent } from './draft';
import { FieldOf } from './field';
import css from './record.module.css';

/** Answer of both doors of facts: the one of an enrolment, and the one of the person. */
export type Accepted = {
  eventId?: string;
  events?: { enrolmentId: string; eventId: string }[];
  note?: string;
  undoUntil?: string | null;
};

type Props = {
  fact: Fact;
  enrolmentId: string;
  patientId: string;
  saved: (answer: Accepted, another: boolean) => void;
  back?: () => void;
};

/** What the server asks for one kind of fact, what saving it will do, and the verb. */
export function FormOf({ fact, enrolmentId, patientId, saved, back }: Props) {
  const { t } = useTranslation('case');
  const zone = useMe().clinic.timeZone;
  const dates = useDates();
  const [draft, setDraft] = useState(() => draftOf(fact.fields, zone));
  const act = useAct<Sent, Accepted>(
    fact.of === 'patient' ? `/patients/${patientId}/events` : `/enrolments/${enrolmentId}/events`,
  );
  const save = (another: boolean) => {
    act.mutate(factOf(fact, draft, zone), {
      onSuccess: (answer) => {
        saved(answer, another);
      },
    });
  };
  return (
    <form
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save(false);
      }}
    >
      <div className={css.fields}>
        {back === undefined ? null : (
          <button type="button" className={css.back} onClick={back}>
            <Icon name="back" />
            {t('otherKinds')}
          </button>
        )}
        <div>
          <h3 className={css.what}>{fact.label}</h3>
          <p className={css.words}>
            {fact.words}
            {fact.at ? ` ${t('plannedFor', { date: dates.full(fact.at) })}` : ''}
          </p>
        </div>
        {fact.fields.map((field) => (
          <FieldOf
            key={field.name}
            field={field}
            draft={draft}
            fault={faultOf(act.error, field.name === 'occurredAt' ? 'occurredAt' : `data.${field.name}`)}
            set={(name, value) => {
              setDraft((before) => ({ ...before, [name]: value }));
            }}
          />
        ))}
        <WhyNot
          error={act.error}
          again={() => {
            save(false);
          }}
        />
        {fact.will.length === 0 ? null : (
          <div className={css.will}>
            <p className="label">{t('savingWill')}</p>
            <ul>
              {fact.will.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
      <div className={css.foot}>
        <Button type="submit" variant="filled" loading={act.isPending}>
          {fact.save ?? t('save')}
        </Button>
        <Button
          onClick={() => {
            save(true);
          }}
          loading={act.isPending}
        >
          {t('saveAndAnother')}
        </Button>
        <span className={css.undoNote}>{t('canUndo')}</span>
      </div>
    </form>
  );
}
