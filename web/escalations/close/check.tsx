import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useClinicNow, useDates } from '../../app/clock';
import { useMe } from '../../app/me';
import { WhyNot } from '../../kit/lines';
import css from './check.module.css';
import { Contact } from './contact';
import { useHeldWords } from './held-messages';
import type { Item } from '../types';
import type { Closing } from './use-draft';

/** All that will be kept and done, once more, before it is. */
export function Check({ item, closing }: { item: Item; closing: Closing }) {
  const { t } = useTranslation('escalations');
  const { staff } = useMe();
  const dates = useDates();
  const now = useClinicNow();
  const held = useHeldWords(item);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
  }, []);
  const { draft, of, asksMessages, until } = closing;
  const name = item.person.preferredName ?? item.person.givenName;
  const outcome = (id: string) => item.outcomes.find((each) => each.outcome === of(id))?.words ?? '';
  const contact =
    closing.contactAt === null
      ? t('spokeNow', { name })
      : t('spokeAt', { name: draft.spokeWith.trim() || name, time: dates.full(closing.contactAt) });
  const messages = {
    resume: held.resume,
    end: t('messages.end'),
    until: t('messages.untilDay', { day: until === null ? '' : dates.full(until) }),
  };
  return (
    <section className={css.check}>
      <h1 ref={title} tabIndex={-1}>
        {t('checkTitle')}
      </h1>
      <dl className={css.rows}>
        {item.signals.map((signal) => (
          <Row
            key={signal.id}
            term={signal.said === null ? signal.words : `“${signal.said.question}”`}
            change={closing.change}
          >
            <b>{outcome(signal.id)}</b>
          </Row>
        ))}
        <Row term={t('contactTerm')} {...(draft.contact === null ? { change: closing.changeContact } : {})}>
          {draft.contact === null ? contact : <Contact closing={closing} person={item.person} />}
        </Row>
        <Row term={t('note')} change={closing.change}>
          {draft.note.trim() === '' ? t('noNote') : draft.note}
        </Row>
        {asksMessages && draft.messages !== null ? (
          <Row term={t('messagesTerm', { name })} change={closing.change}>
            {messages[draft.messages]}
          </Row>
        ) : null}
        <Row term={t('byTerm')}>
          {staff?.name}, {now === null ? '' : dates.full(now)}
        </Row>
      </dl>
      <p className={css.then}>{t('thenClosed')}</p>
      <WhyNot error={closing.error} again={closing.save} />
      <div className={css.buttons}>
        <Button variant="filled" size="md" loading={closing.busy} onClick={closing.save}>
          {t('close')}
        </Button>
        <Button size="md" onClick={closing.change}>
          {t('backToForm')}
        </Button>
      </div>
    </section>
  );
}

function Row({ term, change, children }: { term: string; change?: () => void; children: React.ReactNode }) {
  const { t } = useTranslation('escalations');
  return (
    <div>
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
