import { useTranslation } from 'react-i18next';
import type { Enrolment } from '../api/generated/types.gen';
import { useClinicNow, useDates } from '../app/clock';
import { Quiet } from './lines';

/** Who else has this open, so that two people do not do the same unknowingly; nobody is no line. */
export function OpenedBy({ people }: { people: Enrolment['openedBy'] }) {
  const { t } = useTranslation('kit');
  const dates = useDates();
  const now = useClinicNow();
  if (people.length === 0) return null;
  const each = people.map(({ name, since }) => t('openedSince', { name, time: dates.near(since, now) }));
  const names = new Intl.ListFormat('en-GB').format(each);
  return <Quiet icon="eye">{t('openedBy', { names, count: people.length })}</Quiet>;
}
