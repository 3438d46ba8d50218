import { useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { initialsOf } from '../kit/initials';
import { Menu, MenuHead, MenuItem } from '../kit/menu';
import { useMe } from './me';
import css from './shell/shell.module.css';

/** Who is signed in; behind the name the colours and the way out. */
export function Account() {
  const { t } = useTranslation(['shell', 'record']);
  const { staff, may } = useMe();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  if (staff === null) return null;
  const schemes = { auto: t('coloursAuto'), light: t('coloursLight'), dark: t('coloursDark') } as const;
  return (
    <Menu
      className={css.account}
      name={`${t('account')}: ${staff.name}`}
      button={
        <>
          <span className={css.disc} aria-hidden="true">
            {initialsOf(staff.name)}
          </span>
          <span className={css.wide}>
            {staff.name}
            <span className={css.role}>{t(`roles.${staff.role as 'coordinator'}`, { defaultValue: staff.role })}</span>
          </span>
        </>
      }
    >
      {may.includes('record facts') ? (
        <MenuItem act={() => void navigate({ to: '/my-day' })}>{t('record:mine')}</MenuItem>
      ) : null}
      <MenuHead>{t('colours')}</MenuHead>
      {(['auto', 'light', 'dark'] as const).map((scheme) => (
        <MenuItem
          key={scheme}
          chosen={colorScheme === scheme}
          act={() => {
            setColorScheme(scheme);
          }}
        >
          {schemes[scheme]}
        </MenuItem>
      ))}
      <hr />
      <MenuItem act={() => void signOut()}>{t('signOut')}</MenuItem>
    </Menu>
  );
}

/** Asked by fetch: a form could not be sent on to another host under our policy. */
async function signOut(): Promise<void> {
  const response = await fetch('/sign-out', { method: 'POST', headers: { Accept: 'application/json' } }).catch(
    () => null,
  );
  const answer = (await response?.json().catch(() => null)) as { to?: string } | null;
  location.assign(answer?.to ?? '/');
}
