import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ClockMove, Mailbox } from '../api/generated/types.gen';
import { useAct, useRead } from '../api/queries';
import { useClinicNow, useDates } from '../app/clock';
import { Line, WhyNot } from '../kit/lines';
import css from './operations.module.css';

const moves = { day: { advance: 'P1D' }, week: { advance: 'P7D' }, nextEvent: { to: 'next-event' } } as const;

/** The clock of a demonstration and the newest mails that it caught. */
export function Demonstration() {
  const { t } = useTranslation('clinic');
  const dates = useDates();
  const now = useClinicNow();
  const move = useAct<ClockMove>('/demo/clock');
  const mails = useRead<Mailbox>('/demo/mailbox').data?.items.slice(0, 6);
  return (
    <section className={css.demo} aria-label={t('clock')}>
      <p className="label">{t('clock')}</p>
      <p className={css.time}>{now === null ? '' : dates.full(now)}</p>
      <div className={css.moves}>
        {(['day', 'week', 'nextEvent'] as const).map((name) => (
          <Button
            key={name}
            variant={name === 'nextEvent' ? 'filled' : 'default'}
            loading={move.isPending}
            onClick={() => {
              move.mutate(moves[name]);
            }}
          >
            {t(name)}
          </Button>
        ))}
      </div>
      {move.isSuccess ? <Line icon="check">{t('walked')}</Line> : null}
      <WhyNot error={move.error} />
      <h2>{t('mailbox')}</h2>
      <ul className={css.mails}>
        {mails?.map(({ id, to, subject, receivedAt }) => (
          <li key={id}>
            <a href={`/demo/mailbox/${id}`} target="_blank" rel="noreferrer">
              {subject}
            </a>
            <span className="soft">
              {to} · {dates.full(receivedAt)}
            </span>
          </li>
        ))}
      </ul>
      {mails?.length === 0 ? <p>{t('noMail')}</p> : null}
      <p>
        <a href="/demo/mailbox" target="_blank" rel="noreferrer">
          {t('openMailbox')}
        </a>
      </p>
    </section>
  );
}
