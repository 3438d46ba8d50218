import { Button, Modal, NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Staff } from '../../api/generated/types.gen';
import { useAct, useRead } from '../../api/queries';
import { useMe } from '../../app/me';
import { faultOf, WhyNot } from '../../kit/lines';
import { Banner } from '../../kit/person';
import type { Item } from '../types';
import css from './dialog.module.css';

type Sent = { revision: number; to: string; reason: string };

/** Gives it to somebody else, who is told at once: to whom, and why. */
export function HandOver({ item }: { item: Item }) {
  const { t } = useTranslation('escalations');
  const [opened, setOpened] = useState(false);
  if (!item.may.handOver.may) return null;
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
        {t('handOver')}
      </Button>
      <Modal opened={opened} onClose={close} title={t('handOver')} size={560}>
        <Form item={item} done={close} />
      </Modal>
    </>
  );
}

function Form({ item, done }: { item: Item; done: () => void }) {
  const { t } = useTranslation('escalations');
  const { staff: me } = useMe();
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const [lacking, setLacking] = useState(false);
  const staff = useRead<Staff>('/staff').data?.items ?? [];
  const act = useAct<Sent>(`/escalations/${item.id}/hand-over`);
  const others = staff.filter(({ id, active }) => active && id !== me?.id && id !== item.owner?.id);
  return (
    <form
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (to === '' || reason.trim() === '') setLacking(true);
        else act.mutate({ revision: item.revision, to, reason }, { onSuccess: done });
      }}
    >
      <Banner person={item.person} line />
      <NativeSelect
        label={t('toWhom')}
        value={to}
        error={lacking && to === '' ? t('fault.to') : faultOf(act.error, 'to')}
        data={[{ value: '', label: t('choosePerson') }, ...others.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(event) => {
          setTo(event.currentTarget.value);
        }}
      />
      <Textarea
        label={t('reason')}
        description={t('handOverHint')}
        autosize
        minRows={2}
        value={reason}
        error={lacking && reason.trim() === '' ? t('fault.reason') : faultOf(act.error, 'reason')}
        onChange={(event) => {
          setReason(event.currentTarget.value);
        }}
      />
      <WhyNot error={act.error} />
      <p className="soft">{t('handOverThen')}</p>
      <div className={css.buttons}>
        <Button type="submit" variant="filled" loading={act.isPending}>
          {t('handOver')}
        </Button>
        <Button onClick={done}>{t('cancel')}</Button>
      </div>
    </form>
  );
}
