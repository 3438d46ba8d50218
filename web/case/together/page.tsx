import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WhyNot } from '../../kit/lines';
import { Question } from './question';
import { TickList } from './tick-list';
import css from './together.module.css';
import type { Given, Page } from './types';

type Props = { page: Page; of: number; error: Error | null; busy: boolean; keep: (answers: Given) => void };

/** One page as it is read out. Kept by Enter, and never by choosing alone: a choice passed over on the way calls nobody. */
export function PageOf({ page, of, error, busy, keep }: Props) {
  const { t } = useTranslation('answers');
  const { n, title, introduction, lead, kind, items } = page;
  const [given, setGiven] = useState<Given>(() => savedOf(page));
  const [asked, setAsked] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const [item] = items;
  const none = Object.keys(given).length === 0;
  const save = () => {
    setAsked(true);
    if (!none) keep(kind === 'list' ? whole(page, given) : given);
  };
  return (
    <form
      className={css.sheet}
      noValidate
      aria-labelledby="page"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div>
        <h2 id="page" ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <p className="soft">{t('pageOf', { n, of: Math.max(n, of) })}</p>
      </div>
      {introduction === null ? null : <p>{introduction}</p>}
      {kind === 'list' ? (
        <TickList page={page} given={given} fault={asked && none ? t('tickOrNone') : null} set={setGiven} />
      ) : item === undefined ? null : (
        <Question
          item={item}
          lead={lead}
          scale={kind === 'scale'}
          value={given[item.id]}
          fault={asked && none ? t('chooseOrSkip') : null}
          set={(value) => {
            setGiven({ [item.id]: value });
          }}
        />
      )}
      {items.some(({ safety }) => safety) ? <p className="soft">{t('actsOnSave')}</p> : null}
      <WhyNot error={error} again={save} />
      <p className={css.acts}>
        <Button type="submit" variant="filled" loading={busy}>
          {t('saveAndNext')}
        </Button>
        <Button
          disabled={busy}
          onClick={() => {
            keep(Object.fromEntries(items.map(({ id }) => [id, null])));
          }}
        >
          {t('ratherNot')}
        </Button>
      </p>
    </form>
  );
}

function savedOf({ items }: Page): Given {
  return Object.fromEntries(items.flatMap(({ id, state, value }) => (state === 'answered' ? [[id, value]] : [])));
}

/** A list is given whole: a line that was left is a "no" once the list was read out. */
const whole = ({ items }: Page, given: Given): Given => Object.fromEntries(items.map(({ id }) => [id, given[id] ?? 0]));
