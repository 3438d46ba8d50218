import { useTranslation } from 'react-i18next';
import { plainDay, useClinicNow, useDates } from '../../app/clock';
import { useMe } from '../../app/me';
import { PersonName } from '../../kit/person';
import { CallDue } from './call';
import css from './calls.module.css';
import type { CallTask } from '../types';

/** The same on A4, with room to write beside each. */
export function PrintedCalls({ items }: { items: CallTask[] }) {
  const { t } = useTranslation(['worklist', 'kit', 'shell']);
  const { clinic, staff } = useMe();
  const dates = useDates();
  const now = useClinicNow();
  return (
    <table className={css.printed}>
      <caption>
        {clinic.publicName} · {t('shell:calls')} · {now === null ? '' : dates.full(now)}
        {staff === null ? '' : ` · ${t('printedBy', { name: staff.name })}`}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('patient')}</th>
          <th scope="col">{t('what')}</th>
          <th scope="col">{t('notes')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((call) => (
          <tr key={call.id}>
            <td>
              {call.person === null ? null : (
                <>
                  <PersonName person={call.person} />
                  <br />
                  {t('kit:born')} {plainDay(call.person.bornOn)} · {call.person.reference}
                  <br />
                  <b>{call.person.phone?.number ?? t('kit:noPhone')}</b>
                  <br />
                  {call.person.bestTime === null ? '' : `${t('bestTime', { time: call.person.bestTime })} `}
                  {call.person.notes.join(' ')}
                </>
              )}
            </td>
            <td>
              <b>{call.title}</b>
              <br />
              {call.instruction}
              <br />
              <CallDue call={call} />
              {call.tries.length === 0 ? '' : ` · ${t('tried', { count: call.tries.length })}`}
            </td>
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  );
}
