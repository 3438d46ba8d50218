import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../kit/icons';
import css from './many.module.css';
import type { Told } from './types';

type Props = { title: string; rows: Told[]; close: (() => void) | null };

/** Row by row, and how many of each at the top. */
export function ToldRows({ title, rows, close }: Props) {
  const { t } = useTranslation('worklist');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const goes = rows.filter(({ ok }) => ok).length;
  return (
    <div>
      <h2 ref={heading} tabIndex={-1} className={css.title}>
        {title}: {t('goesCount', { count: goes })}, {t('leftCount', { count: rows.length - goes })}
      </h2>
      <ul className={css.rows}>
        {rows.map(({ id, name, ok, words, text }) => (
          <li key={id} data-ok={ok}>
            <Icon name={ok ? 'check' : 'cross'} size={14} />
            <span>
              <b>{name}</b> {words}
              {text === null ? null : (
                <details>
                  <summary>{t('showText')}</summary>
                  <div className={css.text} role="region" aria-label={`${t('showText')}: ${name}`} tabIndex={0}>
                    {text}
                  </div>
                </details>
              )}
            </span>
          </li>
        ))}
      </ul>
      {close === null ? null : (
        <p>
          <Button onClick={close}>{t('hideLine')}</Button>
        </p>
      )}
    </div>
  );
}
