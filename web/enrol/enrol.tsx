import { useTranslation } from 'react-i18next';

export function Screen() {
  const { t } = useTranslation();
  return <h1>{t('enrol')}</h1>;
}
