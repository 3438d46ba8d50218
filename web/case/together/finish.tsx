import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import css from './together.module.css';

type Props = { open: number; begun: boolean; busy: boolean; press: () => void };

/** The end of it, whole or in the middle: what was not asked stays not known, and is no "no". */
export function Finish({ open, begun, busy, press }: Props) {
  const { t } = useTranslation('answers');
  return (
    <div className={css.foot} data-dock>
      <Button variant={open === 0 ? 'filled' : 'default'} disabled={!begun} loading={busy} onClick={press}>
        {t(open === 0 ? 'finish' : 'stopHere')}
      </Button>
      <span className="soft" role="status">
        {open === 0 ? t('allAnswered') : t('stillOpen', { count: open })}
      </span>
    </div>
  );
}
