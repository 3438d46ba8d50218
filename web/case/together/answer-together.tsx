import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../app/me';

type Props = { enrolmentId: string | null; checkInId: string | null; size?: 'compact-sm' };

/** Where a check-in takes answers, they can be taken down on the telephone or from paper. */
export function AnswerTogether({ enrolmentId, checkInId, size }: Props) {
  const { t } = useTranslation('answers');
  const mayTake = useMay('take answers');
  if (enrolmentId === null || checkInId === null || !mayTake) return null;
  return (
    <Button
      {...(size === undefined ? {} : { size })}
      renderRoot={(props) => (
        <Link {...props} to="/cases/$id/answers/$checkIn" params={{ id: enrolmentId, checkIn: checkInId }} />
      )}
    >
      {t('answerTogether')}
    </Button>
  );
}
