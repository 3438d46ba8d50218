import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDates } from '../../app/clock';
import { Part } from '../../kit/lines';
import type { Item } from '../types';

/** A question that nobody answered ends with its decision. */
export function ToDecide({ gate }: { gate: NonNullable<Item['gate']> }) {
  const { t } = useTranslation('escalations');
  const dates = useDates();
  return (
    <Part>
      <p>{t('endsWithDecision', { time: dates.full(gate.answerBy) })}</p>
      {gate.enrolmentId === null ? null : (
        <Button
          variant="filled"
          mt={12}
          className="touch"
          renderRoot={(props) => (
            <Link {...props} to="/cases/$id/decisions/$gate" params={{ id: gate.enrolmentId, gate: gate.gate }} />
          )}
        >
          {t('toDecision')}
        </Button>
      )}
    </Part>
  );
}
