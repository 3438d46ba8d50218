import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswersRecorded } from '../../api/generated/types.gen';
import { Icon } from '../../kit/icons';
import css from './together.module.css';

type Props = { enrolmentId: string; answer: AnswersRecorded; taken: string };

/** After saving: first what is to be read out now, then that it is kept, and as what. */
export function Taken({ enrolmentId, answer: { help, late }, taken }: Props) {
  const { t } = useTranslation('case');
  const first = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    first.current?.focus();
  }, []);
  return (
    <div className={css.page}>
      {help.length === 0 ? null : (
        <section className={css.help} aria-labelledby="help">
          <h2 id="help" ref={first} tabIndex={-1}>
            <Icon name="warn" size={20} /> {t(taken === 'paper' ? 'helpOfPaper' : 'readOut')}
          </h2>
          {help.map(({ page, title, lines }) => (
            <div key={page}>
              <h3>{title}</h3>
              {lines.map((line) => (
                <p key={line} className="words">
                  {line}
                </p>
              ))}
            </div>
          ))}
        </section>
      )}
      <section className={css.sheet}>
        <h2 ref={help.length === 0 ? first : undefined} tabIndex={-1}>
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
    </div>
  );
}
