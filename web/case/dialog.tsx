import { Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../api/generated/types.gen';
import { Icon } from '../kit/icons';
import { Banner } from '../kit/person';
import css from './dialog.module.css';

type Props = {
  title: string;
  person: Person;
  close: () => void;
  /** What has been decided is done here: the verb first. */
  foot?: ReactNode;
  /** For what is read in two columns. */
  wide?: boolean;
  children: ReactNode;
};

/** A dialog of one person, with their line under its title. On a phone it is the whole screen. */
export function Dialog({ title, person, close, foot, wide = false, children }: Props) {
  const { t } = useTranslation('case');
  const [before] = useState(() => document.activeElement);
  // Back to where the act was: the dialog is taken away whole, and leaves nobody to do it.
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (before instanceof HTMLElement && before.isConnected) before.focus();
      });
    },
    [before],
  );
  const phone = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false });
  return (
    <Modal.Root
      opened
      onClose={close}
      size={wide ? 880 : 560}
      fullScreen={phone}
      centered={!phone}
      classNames={{ content: css.dialog ?? '', inner: css.inner ?? '' }}
    >
      <Modal.Overlay backgroundOpacity={0.5} blur={0} />
      <Modal.Content>
        <div className={css.head}>
          <Modal.Title className={css.title}>{title}</Modal.Title>
          <button type="button" className={css.close} onClick={close}>
            <Icon name="cross" />
            {t('close')}
          </button>
        </div>
        <div className={css.who}>
          <Banner person={person} line />
        </div>
        <div className={css.body}>{children}</div>
        {foot === undefined ? null : <div className={css.foot}>{foot}</div>}
      </Modal.Content>
    </Modal.Root>
  );
}
