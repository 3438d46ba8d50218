import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswersRecorded } from '../../api/generated/types.gen';
import { Icon } from '../../kit/icons';
import css from './together.module.css';

/** What the patient is to hear now, before anything else is asked: somebody has been called already. */
export function Help({ help, paper }: { help: AnswersRecorded['help']; paper: boolean }) {
  const { t } = useTranslation('answers');
  const first = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    first.current?.focus();
  }, [help]);
  return (
    <section className={css.help} aria-labelledby="help" role="alert">
      <h2 id="help" ref={first} tabIndex={-1}>
        <Icon name="warn" size={20} /> {t(paper ? 'helpOfPaper' : 'readOut')}
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
  );
}
