import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isRefused } from '../../api/client';
import { useFreshness, useRead } from '../../api/queries';
import { Failed } from '../faults';
import { Lost } from '../lost';
import { type Me, MeProvider } from '../me';
import { PhoneBar } from './phone-bar';
import { Rail } from './rail';
import css from './shell.module.css';
import { SignedOut } from '../signed-out';

/** What stands around every screen: the places and the search at the side, on a phone below. */
export function Shell() {
  const { t } = useTranslation();
  const me = useRead<Me>('/me');
  const isFresh = useFreshness();
  if (me.data === undefined || !isFresh) {
    if (isRefused(me.error, 401))
      location.replace(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`);
    return me.error && !isRefused(me.error, 401) ? <Failed /> : <p className="seen-by-readers">{t('starting')}</p>;
  }
  return (
    <MeProvider me={me.data}>
      <a className={css.skip} href="#main">
        {t('skip')}
      </a>
      <div className={css.shell}>
        <Rail />
        <main id="main" className={css.main} tabIndex={-1}>
          <Lost />
          <Outlet />
        </main>
        <PhoneBar />
      </div>
      <SignedOut />
    </MeProvider>
  );
}
