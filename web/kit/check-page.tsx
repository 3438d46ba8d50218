import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import css from './check-page.module.css';

type Props = {
  title: string;
  /** `CheckRow`s. */
  rows: ReactNode;
  /** The buttons: what is done now, and the way back. */
  foot: ReactNode;
  children: ReactNode;
};

/** All that will be kept and done, once more, before it is. Whoever comes here begins at its title. */
export function CheckPage({ title, rows, foot, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <section className={css.page}>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <dl>{rows}</dl>
      {children}
      <div className={css.foot}>{foot}</div>
    </section>
  );
}

type RowProps = { term: string; change?: (() => void) | undefined; children: ReactNode };

/** What was put in, with the way back to where it is put in. */
export function CheckRow({ term, change, children }: RowProps) {
  const { t } = useTranslation('kit');
  return (
    <div className={css.row}>
      <dt>{term}</dt>
      <dd>{children}</dd>
      {change === undefined ? null : (
        <dd className={css.change}>
          <button type="button" onClick={change}>
            {t('change')} <span className="seen-by-readers">{term}</span>
          </button>
        </dd>
      )}
    </div>
  );
}
