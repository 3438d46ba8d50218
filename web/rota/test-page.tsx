import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PagingTest } from '../api/generated/types.gen';
import { useAct, useRead } from '../api/queries';
import { useTitle } from '../app/title';
import { Line, Part, Sheet, WhyNot } from '../kit/lines';
import { Loaded } from '../kit/list';
import css from './page-me.module.css';
import { Steps } from './page-me';

/** Where the link of a test leads, on a phone at night: what it is, and the one button. */
export function Screen() {
  const { t } = useTranslation('rota');
  const { id = '' } = useParams({ strict: false });
  const test = useRead<PagingTest>(`/paging-tests/${id}`, ({ underWay }) => underWay);
  useTitle(t('test'));
  return (
    <Loaded query={test} empty={() => null}>
      {(data) => <Test key={id} id={id} test={data} />}
    </Loaded>
  );
}

function Test({ id, test }: { id: string; test: PagingTest }) {
  const { t } = useTranslation('rota');
  const open = useAct<Record<string, never>>(`/paging-tests/${id}/opening`);
  const act = useAct<Record<string, never>>(`/paging-tests/${id}/acknowledgement`);
  const press = () => {
    act.mutate({});
  };
  const isUnopened = test.isNewest && test.steps.some(({ what, state }) => what === 'opened' && state !== 'done');
  const told = useRef(false);
  useEffect(() => {
    // Of somebody who is signed in and sees it: reading the address alone opens nothing.
    if (!isUnopened || told.current) return;
    told.current = true;
    open.mutate({});
  }, [isUnopened, open]);
  const isOver = test.acknowledged || !test.isNewest;
  return (
    <div className={css.page}>
      <h1>{t('test')}</h1>
      <p>{t('testWords')}</p>
      {test.isNewest ? null : <Line icon="clock">{t('newer')}</Line>}
      {test.acknowledged ? <Line icon="check">{t('reached')}</Line> : null}
      <Sheet label={t('road')}>
        <Part label={t('road')}>
          <Steps steps={test.steps} />
        </Part>
      </Sheet>
      <WhyNot
        error={act.error ?? open.error}
        again={
          act.error === null
            ? () => {
                open.mutate({});
              }
            : press
        }
      />
      {isOver ? (
        <Link to="/rota" className="touch">
          {t('toRota')}
        </Link>
      ) : (
        <div className={`${css.dock ?? ''} docked`} data-dock>
          <Button variant="filled" loading={act.isPending} onClick={press}>
            {t('haveIt')}
          </Button>
        </div>
      )}
    </div>
  );
}
