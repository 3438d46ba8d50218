import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePulse } from '../../api/queries';
import { FindOnPhone } from '../../find/find';
import { Icon } from '../../kit/icons';
import { Menu, MenuItem } from '../../kit/menu';
import { useMe } from '../me';
import { usePlaces } from '../places';
import css from './shell.module.css';

const MAIN = ['/escalations', '/worklist'];

/** On a phone the places stand below, within reach of a thumb. A page with a dock of its own hides it. */
export function PhoneBar() {
  const { t } = useTranslation(['shell', 'record']);
  const { may } = useMe();
  const { care, clinic } = usePlaces();
  const navigate = useNavigate();
  const open = usePulse().data?.open;
  const all = [...care, ...clinic];
  return (
    <nav className={`${css.phoneBar ?? ''} not-printed`} aria-label={t('places')}>
      {all
        .filter(({ to }) => MAIN.includes(to))
        .map(({ to, words, icon }) => (
          <Link key={to} to={to} className={css.tab} activeProps={{ 'aria-current': 'page' }}>
            <span className={css.tabIcon}>
              <Icon name={icon} size={20} />
              {to === '/escalations' && open !== undefined && open.now > 0 ? (
                <span className={css.badge}>
                  {open.now}
                  <span className="seen-by-readers"> {t('nowCount', { count: open.now })}</span>
                </span>
              ) : null}
            </span>
            {t(words)}
          </Link>
        ))}
      <FindOnPhone className={css.tab ?? ''} />
      <Menu
        className={css.tab}
        button={
          <>
            <Icon name="more" size={20} />
            {t('more')}
          </>
        }
      >
        {all
          .filter(({ to }) => !MAIN.includes(to))
          .map(({ to, words }) => (
            <MenuItem key={to} act={() => void navigate({ to })}>
              {t(words)}
            </MenuItem>
          ))}
        {may.includes('record facts') ? (
          <MenuItem act={() => void navigate({ to: '/my-day' })}>{t('record:mine')}</MenuItem>
        ) : null}
      </Menu>
    </nav>
  );
}
