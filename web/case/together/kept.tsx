import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswersRecorded } from '../../api/generated/types.gen';
import css from './together.module.css';

type Props = { enrolmentId: string; answer: AnswersRecorded; taken: string };

/** After the last page: that the answers are kept, and as what. */
export function Kept({ enrolmentId, answer: { late }, taken }: Props) {
  const { t } = useTranslation('answers');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <section className={css.sheet} aria-labelledby="kept">
      <h2 id="kept" ref={heading} tabIndex={-1}>
        {t('answersKept')}
      </h2>
      <p>
        {t(taken === 'paper' ? 'keptAsPaper' : 'keptAsTelephone')} {late ? t('keptLate') : ''}
      </p>
      <p>
        <Button
          variant="filled"
          renderRoot={(props) => <Link {...props} to="/cases/$id" params={{ id: enrolmentId }} />}
        >
          {t('toTheCase')}
        </Button>
      </p>
    </section>
  );
}
