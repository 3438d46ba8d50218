import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Page } from './types';
import css from './together.module.css';

/** What was given so far, a line each. */
export function Answered({ pages, change }: { pages: Page[]; change: (n: number) => void }) {
  const { t } = useTranslation('answers');
  if (pages.length === 0) return null;
  return (
    <ol className={css.given} aria-label={t('givenSoFar')}>
      {pages.map((page) => (
        <li key={page.n}>
          <span className={css.asked}>{page.kind === 'list' ? page.title : page.items[0]?.question}</span>
          <b>
            <WhatWasSaid page={page} />
          </b>
          <Button
            size="compact-sm"
            aria-label={t('changeOf', { n: page.n })}
            onClick={() => {
              change(page.n);
            }}
          >
            {t('change')}
          </Button>
        </li>
      ))}
    </ol>
  );
}

function WhatWasSaid({ page: { kind, items, noneOfThese } }: { page: Page }) {
  const { t } = useTranslation('answers');
  if (items.every(({ state }) => state === 'skipped')) return t('wouldNotSay');
  if (kind === 'list') {
    const ticked = items.filter(({ value }) => (value ?? 0) > 0).map(({ question }) => question);
    return ticked.length === 0 ? noneOfThese : ticked.join('; ');
  }
  return items[0]?.options.find(({ value }) => value === items[0]?.value)?.label;
}
