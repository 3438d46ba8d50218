import { useTranslation } from 'react-i18next';
import { Icon } from '../kit/icons';

/** Finds a patient from every screen: name, reference, born, telephone. */
export function Find() {
  const { t } = useTranslation();
  return <span className="seen-by-readers">{t('find')}</span>;
}

export function FindOnPhone({ className }: { className: string }) {
  const { t } = useTranslation();
  return (
    <button type="button" className={className}>
      <Icon name="search" size={20} />
      {t('find')}
    </button>
  );
}
