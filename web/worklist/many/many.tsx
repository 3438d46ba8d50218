import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../app/me';
import { Sheet } from '../../kit/lines';
import type { Shown } from '../shown';
import type { Row } from '../types';
import css from './many.module.css';
import { OneAct } from './one-act';
import { type Act, acts } from './types';

type Props = { rows: Row[]; shown: Shown; chosen: string[] };

/** One thing done to many: never to acknowledge or to resolve, which is done one by one. */
export function Many({ rows, shown, chosen }: Props) {
  const { t } = useTranslation('worklist');
  // With its rows as they were chosen: what is done takes rows out of the list.
  const [act, setAct] = useState<{ what: Act; rows: Row[] } | null>(null);
  const may = { remind: useMay('send or keep back messages'), tasks: useMay('work on tasks') };
  const picked = rows.filter(({ id }) => chosen.includes(id));
  return (
    <Sheet label={t('many')} className={`${css.many ?? ''} not-printed`}>
      <div className={css.bar}>
        <span role="status">{t('chosenCount', { count: picked.length })}</span>
        <Button
          size="compact-sm"
          variant="transparent"
          onClick={() => {
            shown.set({ chosen: rows.map(({ id }) => id).join(',') });
          }}
        >
          {t('chooseAll')}
        </Button>
        {acts
          .filter((each) => (each === 'remind' ? may.remind : may.tasks))
          .map((each) => (
            <Button
              key={each}
              size="compact-sm"
              disabled={picked.length === 0}
              aria-pressed={act?.what === each}
              onClick={() => {
                setAct({ what: each, rows: picked });
              }}
            >
              {t(each)}
            </Button>
          ))}
      </div>
      {act === null ? null : (
        <OneAct
          key={`${act.what} ${act.rows.map(({ id }) => id).join()}`}
          act={act.what}
          rows={act.rows}
          close={() => {
            setAct(null);
          }}
        />
      )}
    </Sheet>
  );
}
