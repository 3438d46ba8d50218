import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <>
      <h1>{t('notFoundTitle')}</h1>
      <p>{t('notFoundWords')}</p>
      <p>
        <Link to="/worklist">{t('worklist')}</Link>
      </p>
    </>
  );
}

export function Failed() {
  const { t } = useTranslation();
  return (
    <div role="alert">
      <h1>{t('failedTitle')}</h1>
      <p>{t('failedWords')}</p>
      <Button
        onClick={() => {
          location.reload();
        }}
      >
        {t('loadAgain')}
      </Button>
    </div>
  );
}
