import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OwnPagingTest, PagingTest } from '../api/generated/types.gen';
import { useAct, useRead } from '../api/queries';
import { useClinicNow, useDates } from '../app/clock';
import { Icon, type IconName } from '../kit/icons';
import { Part, Sheet, WhyNot } from '../kit/lines';
import css from './page-me.module.css';

/** "Page me now", and what became of it, as it comes: nobody but whoever presses is paged. */
export function usePageMe() {
  const { t } = useTranslation('rota');
  const { data } = useRead<OwnPagingTest>('/me/paging-test', ({ test }) => test?.underWay === true);
  const act = useAct<Record<string, never>>('/me/paging-test');
  const press = () => {
    act.mutate({});
  };
  const test = data?.test ?? null;
  const shown = test?.isRecent === true;
  return {
    button: (
      <Button leftSection={<Icon name="bell" />} loading={act.isPending} onClick={press}>
        {t('pageMe')}
      </Button>
    ),
    panel:
      shown || act.error !== null ? (
        <Sheet label={t('pageMe')} className={`${css.panel ?? ''} not-printed`}>
          <Part label={t('wouldReach')}>
            <WhyNot error={act.error} again={press} />
            {shown ? <Steps steps={test.steps} /> : null}
          </Part>
        </Sheet>
      ) : null,
  };
}

type Step = PagingTest['steps'][number];

const icons: Record<Step['state'], IconName> = { done: 'check', waiting: 'clock', failed: 'warn' };

/** The road of a test, step by step; what is new is read out. */
export function Steps({ steps }: Pick<PagingTest, 'steps'>) {
  const dates = useDates();
  const now = useClinicNow();
  return (
    <ol className={css.steps} aria-live="polite">
      {steps.map(({ what, state, at, words, advice }) => (
        <li key={what} data-state={state}>
          <Icon name={icons[state]} />
          <span>
            {words} {at === null ? null : <b className="whole">{dates.near(at, now)}</b>}
            {advice === null ? null : <span className={css.advice}>{advice}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
