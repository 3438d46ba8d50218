import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMe } from './me';
import css from './shell.module.css';

/** Who is signed in; behind the name the colours and the way out. */
export function Account() {
  const { t } = useTranslation();
  const { staff } = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  if (staff === null) return null;
  const schemes = { auto: t('coloursAuto'), light: t('coloursLight'), dark: t('coloursDark') } as const;
  return (
    <Menu position="top-start" width={200}>
      <Menu.Target>
        <UnstyledButton className={css.account} aria-label={`${t('account')}: ${staff.name}`}>
          <span className={css.disc} aria-hidden="true">
            {staff.initials}
          </span>
          <span className={css.wide}>
            {staff.name}
            <span className={css.role}>{t(`roles.${staff.role as 'coordinator'}`, { defaultValue: staff.role })}</span>
          </span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('colours')}</Menu.Label>
        {(['auto', 'light', 'dark'] as const).map((scheme) => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={colorScheme === scheme}
            onClick={() => {
              setColorScheme(scheme);
            }}
            rightSection={colorScheme === scheme ? '✓' : null}
          >
            {schemes[scheme]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>{t('signOut')}</Menu.Item>
      </Menu.Dropdown>
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
