import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useClinicNow, useDates } from '../../app/clock';
import { Choices } from '../../kit/choices';
import type { Item } from '../types';
import type { Closing } from './use-draft';

/** What becomes of the routine messages that wait meanwhile, with the days. */
export function HeldMessages({ item, closing }: { item: Item; closing: Closing }) {
  const { t } = useTranslation('escalations');
  const { draft, set, faults, asksMessages } = closing;
  const words = useHeldWords(item);
  if (!asksMessages) return item.held === null ? null : <p className="soft">{words.waits}</p>;
  return (
    <>
      <Choices
        legend={words.waits}
        choices={[
          { value: 'resume', words: words.resume },
          { value: 'until', words: t('messages.until') },
          { value: 'end', words: t('messages.end') },
        ]}
        row
        value={draft.messages}
        choose={(messages) => {
          set({ messages });
        }}
        fault={faults.includes('messages') ? t('fault.messages') : null}
      />
      {draft.messages === 'until' ? (
        <TextInput
          type="date"
          mt={8}
          label={t('untilDay')}
          data-part="until"
          error={faults.includes('until') ? t('fault.until') : null}
          value={draft.until}
          onChange={(event) => {
            set({ until: event.currentTarget.value });
          }}
        />
      ) : null}
    </>
  );
}

export function useHeldWords({ held, person }: Pick<Item, 'held' | 'person'>) {
  const { t } = useTranslation('escalations');
  const dates = useDates();
  const now = useClinicNow();
  const name = person.preferredName ?? person.givenName;
  const next = held?.nextAt == null ? null : dates.near(held.nextAt, now);
  return {
    waits: t('messages.wait', { count: (held?.messages ?? 0) + (held?.planned ?? 0), name }),
    resume:
      next === null ? (
        t('messages.resume')
      ) : (
        <>
          {t('messages.resumeFrom')} <span className="whole">{next}</span>
        </>
      ),
  };
}
