import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePulse } from '../../api/queries';
import { Find } from '../../find/find';
import { Icon } from '../../kit/icons';
import { Account } from '../account';
import { DemoClock, Duty } from '../duty';
import { useMe } from '../me';
import { usePlaces } from '../places';
import css from './shell.module.css';

type PlaceOf = ReturnType<typeof usePlaces>['care'][number];

export function Rail() {
  const { t } = useTranslation();
  const { clinic } = useMe();
  const places = usePlaces();
  return (
    <header className={`${css.rail ?? ''} not-printed`}>
      <p className={css.clinic}>
        <Mark />
        <span className={css.wide}>{clinic.publicName}</span>
      </p>
      <Find />
      <nav aria-label={t('places')}>
        <Places places={places.care} />
        <p className={`${css.group ?? ''} ${css.wide ?? ''}`}>{t('clinicPlaces')}</p>
        <Places places={places.clinic} />
      </nav>
      <div className={css.foot}>
        <Duty />
        <DemoClock />
        <Account />
      </div>
    </header>
  );
}

const Places = ({ places }: { places: PlaceOf[] }) => (
  <ul>
    {places.map((place) => (
      <li key={place.to}>
        <PlaceLink place={place} />
      </li>
    ))}
  </ul>
);

function PlaceLink({ place: { to, words, icon } }: { place: PlaceOf }) {
  const { t } = useTranslation();
  const open = usePulse().data?.open;
  const counts = to === '/escalations' ? open : undefined;
  return (
    <Link to={to} className={css.place} title={t(words)} activeProps={{ 'aria-current': 'page' }}>
      <Icon name={icon} />
      <span className={css.wide}>{t(words)}</span>
      {counts !== undefined && counts.now > 0 ? (
        <span className={css.nowCount}>{t('nowCount', { count: counts.now })}</span>
      ) : null}
      {counts === undefined ? null : <span className={css.count}>{counts.now + counts.today + counts.digest}</span>}
    </Link>
  );
}

export const Mark = () => (
  <svg width="22" height="16" viewBox="0 0 22 16" aria-hidden="true" focusable="false" className={css.mark}>
    <path d="M0 8h6M16 8h6" />
    <circle cx="11" cy="8" r="5" />
    <path d="M6 8h10" />
  </svg>
);
