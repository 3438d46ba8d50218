import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/queries';
import { WhyNot } from '../../kit/lines';
import type { Row } from '../types';
import css from './many.module.css';
import { ToldRows } from './told-rows';
import type { Act, Told } from './types';
import { useMany } from './use-many';

type Staff = { items: { id: string; name: string; role: string; active: boolean }[] };

/** First what would be done, with each text and who is left out; then the same as it was done. */
export function OneAct({ act, rows, close }: { act: Act; rows: Row[]; close: () => void }) {
  const { t } = useTranslation('worklist');
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const [would, setWould] = useState<Told[] | null>(null);
  const [was, setWas] = useState<Told[] | null>(null);
  const many = useMany(rows, act, { to, note });
  const staff = useRead<Staff>(act === 'assign' ? '/staff' : null).data?.items ?? [];
  const run = (dryRun: boolean) => {
    void many.ask(dryRun).then(dryRun ? setWould : setWas, () => undefined);
  };
  const goes = would?.filter(({ ok }) => ok).length ?? 0;
  const changed = () => {
    setWould(null);
  };
  if (was !== null)
    return (
      <div className={css.act}>
        <ToldRows title={t(`wasDone.${act}`)} rows={was} close={close} />
      </div>
    );
  return (
    <div className={css.act}>
      {many.nothing ? <p>{t('noTasks')}</p> : null}
      {act === 'assign' ? (
        <NativeSelect
          label={t('assignTo')}
          data={[
            { value: '', label: t('nobody') },
            ...staff
              .filter(({ active }) => active)
              .map(({ id, name, role }) => ({ value: id, label: `${name}, ${role}` })),
          ]}
          value={to}
          onChange={(event) => {
            setTo(event.currentTarget.value);
            changed();
          }}
        />
      ) : null}
      {act === 'complete' ? (
        <TextInput
          label={t('noteForAll')}
          value={note}
          onChange={(event) => {
            setNote(event.currentTarget.value);
            changed();
          }}
        />
      ) : null}
      {would === null ? null : <ToldRows title={t(`wouldBe.${act}`)} rows={would} close={null} />}
      <WhyNot error={many.error} />
      <p className={css.bar}>
        {would === null ? (
          <Button
            variant="filled"
            disabled={many.nothing}
            loading={many.busy}
            onClick={() => {
              run(true);
            }}
          >
            {t('look')}
          </Button>
        ) : (
          <Button
            variant="filled"
            disabled={goes === 0}
            loading={many.busy}
            onClick={() => {
              run(false);
            }}
          >
            {t(`doIt.${act}`, { count: goes })}
          </Button>
        )}
        <Button onClick={close}>{t('cancelMany')}</Button>
      </p>
    </div>
  );
}
