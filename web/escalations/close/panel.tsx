import { Button, Textarea } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Line, Part, Sheet, WhyNot } from '../../kit/lines';
import { HeldMessages } from './held-messages';
import css from '../one/item.module.css';
import { NoContact } from '../one/no-contact';
import { Outcomes } from './outcomes';
import { Ring } from '../one/ring';
import type { Item } from '../types';
import type { Closing } from './use-draft';
import { ToDecide } from '../one/to-decide';

/** Ring, then say what came of it. Whoever may not close it is told why, and may still say that they tried. */
export function Panel({ item, closing }: { item: Item; closing: Closing }) {
  const { t } = useTranslation('escalations');
  const { may, why } = item.may.resolve;
  return (
    <Sheet label={t('panel')} className={css.panel ?? ''}>
      <Part>
        <h2 className={css.title}>{t('panel')}</h2>
        <Ring item={item} />
      </Part>
      {item.noContact === null ? null : <NoContact item={item} steps={item.noContact} />}
      {item.gate?.isOpen === true ? (
        <ToDecide gate={item.gate} />
      ) : may ? (
        <Part>
          <Form item={item} closing={closing} />
        </Part>
      ) : (
        <Part>
          <Line icon="lock" said={false}>
            {why}
          </Line>
        </Part>
      )}
    </Sheet>
  );
}

function Form({ item, closing }: { item: Item; closing: Closing }) {
  const { t } = useTranslation('escalations');
  const form = useRef<HTMLFormElement>(null);
  const { draft, set, notReached, news, faults } = closing;
  return (
    <form
      ref={form}
      id="closing"
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const first = closing.proceed();
        if (first !== null)
          requestAnimationFrame(() => {
            form.current?.querySelector<HTMLElement>(`[data-part="${first}"] :is(input, button)`)?.focus();
          });
      }}
    >
      {news.length === 0 ? null : (
        <div data-part="look" className={css.news}>
          <Line
            icon="answer"
            action={{
              words: t('looked'),
              press: closing.look,
            }}
          >
            <b>{t('cameSince', { count: news.length })}</b> {news.map(({ words }) => words).join('; ')}.{' '}
            {faults.includes('look') ? <b className={css.fault}>{t('lookFirst')}</b> : t('textKept')}
          </Line>
        </div>
      )}
      <div data-part="outcome">
        <Outcomes item={item} closing={closing} />
      </div>
      <Textarea
        label={
          <>
            {t('note')} <span className="soft">{t('noteHint')}</span>
          </>
        }
        autosize
        minRows={1}
        maxRows={8}
        value={draft.note}
        onChange={(event) => {
          set({ note: event.currentTarget.value });
        }}
      />
      <div data-part="messages">
        <HeldMessages item={item} closing={closing} />
      </div>
      <WhyNot error={closing.error} />
      <div className={`${css.buttons ?? ''} ${css.desk ?? ''} not-printed`}>
        <Button type="submit" variant={item.owner === null ? 'default' : 'filled'}>
          {t(notReached ? 'notReached' : 'checkAndClose')}
        </Button>
      </div>
    </form>
  );
}
