import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import css from './outcomes.module.css';

export const outcomes = ['reached', 'no-answer', 'voicemail', 'wrong-number'] as const;
export type Outcome = (typeof outcomes)[number];

const words = {
  reached: 'reached',
  'no-answer': 'noAnswer',
  voicemail: 'voicemail',
  'wrong-number': 'wrongNumber',
} as const;
export const saidOf = {
  reached: 'saidReached',
  'no-answer': 'saidNoAnswer',
  voicemail: 'saidVoicemail',
  'wrong-number': 'saidWrongNumber',
} as const;

/** What came of a call, in one press. */
export function Outcomes({ busy, press }: { busy: boolean; press: (outcome: Outcome) => void }) {
  const { t } = useTranslation('worklist');
  return (
    <div className={css.four} role="group" aria-label={t('outcomes')}>
      {outcomes.map((outcome) => (
        <Button
          key={outcome}
          px={8}
          loading={busy}
          onClick={() => {
            press(outcome);
          }}
        >
          {t(words[outcome])}
        </Button>
      ))}
    </div>
  );
}
