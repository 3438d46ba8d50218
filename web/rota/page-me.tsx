import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OwnPagingTest } from '../api/generated/types.gen';
import { useAct, useRead } from '../api/queries';
import { Icon } from '../kit/icons';
import { Part, Sheet, WhyNot } from '../kit/lines';
import css from './page-me.module.css';
import { Steps } from './steps';

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
