import { useTranslation } from 'react-i18next';
import { useMay } from '../app/me';
import { Icon } from '../kit/icons';
import { FindDialog } from './dialog';
import css from './find.module.css';
import { openFind, useFindOpen } from './open';

/** Finds a patient from every screen: name, reference, born, telephone. */
export function Find() {
  const { t } = useTranslation('find');
  const { open, close } = useFindOpen();
  if (!useMay('see patients')) return null;
  return (
    <>
      <button type="button" className={css.find} onClick={openFind} aria-keyshortcuts="Control+K Meta+K">
        <Icon name="search" />
        <span className={css.words}>{t('patient')}</span>
        <kbd className={css.key} aria-hidden="true">
          {t('key')}
        </kbd>
      </button>
      {open ? <FindDialog close={close} /> : null}
    </>
  );
}

export function FindOnPhone({ className }: { className: string }) {
  const { t } = useTranslation();
  if (!useMay('see patients')) return null;
  return (
    <button type="button" className={className} onClick={openFind}>
      <Icon name="search" size={20} />
      {t('find')}
    </button>
  );
}
