import { useTranslation } from 'react-i18next';
import { useTitle } from '../app/title';

export function Screen() {
  const { t } = useTranslation();
  useTitle(t('worklist'));
  return <h1>{t('worklist')}</h1>;
}
