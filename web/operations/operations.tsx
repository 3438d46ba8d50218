import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Operations } from '../api/generated/types.gen';
import { useRead } from '../api/queries';
import { late as lateWords, useDates } from '../app/clock';
import { useMay, useMe } from '../app/me';
import { useTitle } from '../app/title';
import { Icon } from '../kit/icons';
import { Sheet } from '../kit/lines';
import { Loaded } from '../kit/list';
import { Tag, type TagKind } from '../kit/marks';
import { Demonstration } from './demonstration';
import table from '../kit/table.module.css';
import css from './operations.module.css';

/** Whether the house keeps its promises, in words; in a demonstration its clock and mailbox beside it. */
export function Screen() {
  const { t } = useTranslation('clinic');
  const { mode } = useMe();
  const runsIt = useMay('run the demonstration');
  const operations = useRead<Operations>('/operations');
  useTitle(t('operations'));
  return (
    <>
      <h1>{t('operations')}</h1>
      <div className={css.columns}>
        <div>
          <Loaded query={operations} empty={() => null}>
            {(data) => (
              <>
                <Health data={data} />
                <Messages data={data} />
                <Late data={data} />
              </>
            )}
          </Loaded>
        </div>
        {mode === 'demo' && runsIt ? <Demonstration /> : null}
      </div>
    </>
  );
}

function Health({ data: { checks, canaryAt } }: { data: Operations }) {
  const { t } = useTranslation('clinic');
  const dates = useDates();
  return (
    <Sheet label={t('health')}>
      <ul className={css.checks}>
        {checks.map(({ what, ok, words }) => (
          <li key={what} data-ok={ok}>
            <Icon name={ok ? 'check' : 'warn'} />
            <span>
              <b>
                {t(`parts.${what as 'mail'}`, { defaultValue: what })}: {t(ok ? 'well' : 'notWell')}
              </b>
              <span className="soft">{words}</span>
            </span>
          </li>
        ))}
        <li data-ok={canaryAt !== null}>
          <Icon name={canaryAt === null ? 'warn' : 'check'} />
          <span>
            {canaryAt === null ? t('noCanary') : t('canary', { at: dates.full(canaryAt) })}{' '}
            <Link to="/rota">{t('pageMe')}</Link>
          </span>
        </li>
      </ul>
    </Sheet>
  );
}

const kinds: Record<Operations['messages'][number]['state'], TagKind> = {
  sent: 'good',
  planned: 'waiting',
  held: 'held',
  'not-sent': 'held',
  failed: 'failed',
};

function Messages({ data: { messages, since } }: { data: Operations }) {
  const { t } = useTranslation('clinic');
  const dates = useDates();
  const channels = [...new Set(messages.flatMap((row) => Object.keys(row.channels)))].sort();
  return (
    <>
      <h2 className={css.title}>
        {t('messages')} <span className="soft">{t('messagesSince', { date: dates.weekdayAndDay(since) })}</span>
      </h2>
      <Sheet label={t('messages')}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t('state')}</th>
              {channels.map((channel) => (
                <th key={channel} scope="col" className={table.number}>
                  {t(`channels.${channel as 'mail'}`, { defaultValue: channel })}
                </th>
              ))}
              <th scope="col">{t('why')}</th>
            </tr>
          </thead>
          <tbody>
            {messages.map(({ state, channels: counts, why, nextAt }) => (
              <tr key={state}>
                <th scope="row">
                  <Tag kind={kinds[state]} {...(state === 'not-sent' ? { icon: 'cross' as const } : {})}>
                    {t(`messageStates.${state}`)}
                  </Tag>
                </th>
                {channels.map((channel) => (
                  <td key={channel} className={table.number}>
                    {counts[channel] ?? 0}
                  </td>
                ))}
                <td>
                  {why.map(({ words, count }) => `${words}: ${String(count)}`).join('; ')}
                  {nextAt === null ? (why.length === 0 ? t('none') : '') : t('nextAt', { at: dates.full(nextAt) })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Sheet>
    </>
  );
}

function Late({ data: { late, now } }: { data: Operations }) {
  const { t } = useTranslation('clinic');
  const dates = useDates();
  return (
    <>
      <h2 className={css.title}>{t('late')}</h2>
      <Sheet label={t('late')}>
        {late.length === 0 ? (
          <p className={css.nothing}>{t('nothingLate')}</p>
        ) : (
          <ul className={css.checks}>
            {late.map(({ what, id, dueAt }) => (
              <li key={id} data-ok={false}>
                <Icon name="clock" />
                <span>
                  <b>
                    {t(`lateWhat.${what}`)}: {dates.full(dueAt)},{' '}
                    {t('lateBy', { late: lateWords(Date.parse(now) - Date.parse(dueAt)) })}
                  </b>
                  <span className="soft">{t('lateId', { id })}</span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Sheet>
    </>
  );
}
