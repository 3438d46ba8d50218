import { useTranslation } from 'react-i18next';
import type { RotaWeek } from '../api/generated/types.gen';
import { plainDay, useDates } from '../app/clock';
import { Icon } from '../kit/icons';
import css from './rota.module.css';

type Rota = RotaWeek['rotas'][number];
type Piece = { key: string; name: string | null; hours: string; away: boolean };

/** One column a day; on a phone one day under the other. */
export function Week({ data, wide }: { data: RotaWeek; wide: boolean }) {
  const { t } = useTranslation('rota');
  const dates = useDates();
  const today = dates.day(data.now);
  return (
    <div className={css.scroll} role="region" aria-label={t('caption')} tabIndex={0}>
      <table className={css.week} data-wide={wide}>
        <caption className="seen-by-readers">{t('caption')}</caption>
        <thead>
          <tr>
            <td />
            {data.days.map((day) => (
              <th key={day} scope="col" data-today={plainDay(day) === today}>
                <DayName day={day} />
                {plainDay(day) === today ? <span className="soft"> {t('today')}</span> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rotas.map((rota) => (
            <tr key={rota.id}>
              <th scope="row">
                {rota.title} <span className="soft">{rota.words}</span>
              </th>
              {data.days.map((day) => (
                <td key={day} data-today={plainDay(day) === today}>
                  <span className={css.dayOnPhone}>
                    <DayName day={day} />
                  </span>
                  <Pieces rota={rota} day={day} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const DayName = ({ day }: { day: string }) => {
  const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' }).format(new Date(day));
  return (
    <time dateTime={day}>
      {weekday} {plainDay(day).slice(0, 6)}
    </time>
  );
};

function Pieces({ rota, day }: { rota: Rota; day: string }) {
  const { t } = useTranslation('rota');
  const pieces = usePieces(rota, day);
  if (pieces.length === 0) return <span className="soft">{t('notCovered')}</span>;
  return pieces.map(({ key, name, hours, away }) => (
    <span key={key} className={css.piece} data-gap={name === null}>
      <b>{name ?? t('nobody')}</b>
      <span className="soft">
        {name === null ? <Icon name="warn" size={12} /> : null} {hours}
        {away ? ` · ${t('away')}` : ''}
      </span>
    </span>
  ));
}

/** What of the shifts and gaps falls on this day of the clinic, earliest first. */
function usePieces(rota: Rota, day: string): Piece[] {
  const { t } = useTranslation('rota');
  const dates = useDates();
  const label = plainDay(day);
  const onDay = (at: string) => dates.day(at);
  const order = (at: string) => Date.parse(`${isoOf(onDay(at))}T00:00:00Z`);
  const mine = Date.parse(`${day}T00:00:00Z`);
  const spans = [...rota.shifts, ...rota.gaps.map((gap) => ({ ...gap, id: gap.startsAt, name: null, away: false }))];
  return spans
    .filter(({ startsAt, endsAt }) => {
      // A span that ends at midnight belongs to the day before.
      const end = dates.time(endsAt) === '00:00' ? order(endsAt) - 86_400_000 : order(endsAt);
      return order(startsAt) <= mine && mine <= end;
    })
    .sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt))
    .map(({ id, name, startsAt, endsAt, away }) => {
      const from = onDay(startsAt) === label ? dates.time(startsAt) : '00:00';
      const to = onDay(endsAt) === label ? dates.time(endsAt) : '24:00';
      return { key: id, name, away, hours: from === '00:00' && to === '24:00' ? t('allDay') : `${from}–${to}` };
    });
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** 16-Jul-2026 as 2026-07-16. */
function isoOf(text: string): string {
  const [day = '', month = '', year = ''] = text.split('-');
  return `${year}-${String(months.indexOf(month) + 1).padStart(2, '0')}-${day}`;
}
