import { useTranslation } from 'react-i18next';
import { isRefused } from '../api/client';
import { usePulse } from '../api/queries';
import { Line } from '../kit/lines';
import { useDates } from './clock';
import { useMe } from './me';

/** As long as this the server may be silent before it is said: two polls and a half. */
const SILENT_MS = 5_000;

/** Says on every screen that nothing has been heard for a while: what is shown is old, and what is new does not come. */
export function Lost() {
  const { t } = useTranslation();
  const { clinic } = useMe();
  const dates = useDates();
  const { data, error, errorUpdatedAt } = usePulse();
  // Whoever is signed out is told so in another place.
  if (data === undefined || error === null || isRefused(error, 401)) return null;
  if (errorUpdatedAt - data.readAt < SILENT_MS) return null;
  return (
    <Line icon="warn">
      <b>{t('lost', { time: dates.time(data.now) })}</b>{' '}
      {clinic.phone === null ? null : t('offlineRing', { phone: clinic.phone })}
    </Line>
  );
}
