import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../api/generated/types.gen';
import css from './contact.module.css';
import type { Closing } from './use-draft';

/** When it was spoken about, and with whom, where that is not the patient and just now. */
export function Contact({ closing, person }: { closing: Closing; person: Person }) {
  const { t } = useTranslation('escalations');
  const { contact, spokeWith } = closing.draft;
  if (contact === null) return null;
  return (
    <fieldset className={css.when}>
      <legend className="seen-by-readers">{t('spokeWhen')}</legend>
      <TextInput
        type="date"
        label={t('day')}
        value={contact.day}
        error={closing.faults.includes('contact') ? t('fault.contact') : null}
        onChange={(event) => {
          closing.set({ contact: { ...contact, day: event.currentTarget.value } });
        }}
      />
      <TextInput
        type="time"
        label={t('time')}
        value={contact.time}
        onChange={(event) => {
          closing.set({ contact: { ...contact, time: event.currentTarget.value } });
        }}
      />
      <TextInput
        label={t('spokeWith')}
        placeholder={person.preferredName ?? person.givenName}
        autoComplete="off"
        value={spokeWith}
        onChange={(event) => {
          closing.set({ spokeWith: event.currentTarget.value });
        }}
      />
    </fieldset>
  );
}
