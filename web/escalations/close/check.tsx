import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useClinicNow, useDates } from '../../app/clock';
import { useMe } from '../../app/me';
import { CheckPage, CheckRow } from '../../kit/check-page';
import { WhyNot } from '../../kit/lines';
import { Owner } from '../../kit/marks';
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
    <CheckPage
      title={t('checkTitle')}
      rows={
        <>
          {item.signals.map((signal) => (
            <CheckRow
              key={signal.id}
              term={signal.said === null ? signal.words : `“${signal.said.question}”`}
              change={closing.change}
            >
              <b>{outcome(signal.id)}</b>
            </CheckRow>
          ))}
          <CheckRow term={t('contactTerm')} change={draft.contact === null ? closing.changeContact : undefined}>
            {draft.contact === null ? contact : <Contact closing={closing} person={item.person} />}
          </CheckRow>
          <CheckRow term={t('note')} change={closing.change}>
            {draft.note.trim() === '' ? t('noNote') : draft.note}
          </CheckRow>
          {asksMessages && draft.messages !== null ? (
            <CheckRow term={t('messagesTerm', { name })} change={closing.change}>
              {messages[draft.messages]}
            </CheckRow>
          ) : null}
          <CheckRow term={t('byTerm')}>
            {staff?.name}, {now === null ? '' : dates.full(now)}
          </CheckRow>
        </>
      }
      foot={
        <>
          <Button variant="filled" size="md" loading={closing.busy} onClick={closing.save}>
            {t('close')}
          </Button>
          <Button size="md" onClick={closing.change}>
            {t('backToForm')}
          </Button>
        </>
      }
    >
      {item.owner === null || closing.isMine ? null : (
        <p className="strong">
          <Owner owner={item.owner} until={item.ownedUntil === null ? null : dates.near(item.ownedUntil, now)} />
        </p>
      )}
      <p>{t('thenClosed')}</p>
      <WhyNot error={closing.error} again={closing.save} />
    </CheckPage>
  );
}
