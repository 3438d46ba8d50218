import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../api/queries';
import { useClinicNow, useDates } from '../../app/clock';
import { fieldsOf, instantOf } from '../../app/instants';
import { useMe } from '../../app/me';
import { faultOf, WhyNot } from '../../kit/lines';
import { Banner } from '../../kit/person';
import type { Item } from '../types';
import css from './dialog.module.css';

type Sent = { revision: number; until: string; reason: string };

/** Puts off what is not needed now, with a reason: it rings again then. */
export function PutOff({ item }: { item: Item }) {
  const { t } = useTranslation('escalations');
  const [opened, setOpened] = useState(false);
  if (!item.may.snooze.may) return null;
  const close = () => {
    setOpened(false);
  };
  return (
    <>
      <Button
        onClick={() => {
          setOpened(true);
        }}
      >
        {t('putOff')}
      </Button>
      <Modal opened={opened} onClose={close} title={t('putOff')} size={560}>
        <Form item={item} done={close} />
      </Modal>
    </>
  );
}

function Form({ item, done }: { item: Item; done: () => void }) {
  const { t } = useTranslation('escalations');
  const { clinic } = useMe();
  const now = useClinicNow();
  const dates = useDates();
  const [day, setDay] = useState(() => fieldsOf(now ?? item.raisedAt, clinic.timeZone).day);
  const [time, setTime] = useState('');
  const [reason, setReason] = useState('');
  const [lacking, setLacking] = useState(false);
  const act = useAct<Sent>(`/escalations/${item.id}/snooze`);
  const until = instantOf(day, time, clinic.timeZone);
  return (
    <form
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (until === null || reason.trim() === '') setLacking(true);
        else act.mutate({ revision: item.revision, until, reason }, { onSuccess: done });
      }}
    >
      <Banner person={item.person} line />
      <div className={css.two}>
        <TextInput
          type="date"
          label={t('untilDay')}
          description={item.snoozeUntil === null ? null : t('atMostUntil', { time: dates.full(item.snoozeUntil) })}
          value={day}
          error={lacking && until === null ? t('fault.until') : faultOf(act.error, 'until')}
          onChange={(event) => {
            setDay(event.currentTarget.value);
          }}
        />
        <TextInput
          type="time"
          label={t('time')}
          description={item.snoozeUntil === null ? null : t('clinicTime')}
          value={time}
          onChange={(event) => {
            setTime(event.currentTarget.value);
          }}
        />
      </div>
      <Textarea
        label={t('reason')}
        autosize
        minRows={2}
        value={reason}
        error={lacking && reason.trim() === '' ? t('fault.reason') : faultOf(act.error, 'reason')}
        onChange={(event) => {
          setReason(event.currentTarget.value);
        }}
      />
      <WhyNot error={act.error} />
      <div className={css.buttons}>
        <Button type="submit" variant="filled" loading={act.isPending}>
          {t('putOff')}
        </Button>
        <Button onClick={done}>{t('cancel')}</Button>
      </div>
    </form>
  );
}
