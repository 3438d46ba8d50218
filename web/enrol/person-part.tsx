import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Choices } from '../kit/choices';
import { Line } from '../kit/lines';
import { Alike } from './alike';
import type { useAlike } from './asked';
import css from './enrol.module.css';
import { useFields } from './fields';

type Props = { alike: ReturnType<typeof useAlike> };

export function PersonPart({ alike }: Props) {
  const { t } = useTranslation('enrol');
  const { text, draft, set } = useFields();
  return (
    <div className={css.part}>
      <div className={css.two} data-uneven="true">
        <TextInput label={t('familyName')} {...text('familyName')} />
        <TextInput label={t('givenName')} {...text('givenName')} />
      </div>
      <div className={css.two}>
        <TextInput type="date" label={t('bornOn')} min="1880-01-01" {...text('bornOn')} />
        <TextInput label={t('reference')} readOnly={draft.known !== null} {...text('reference')} />
      </div>
      {alike.open
        .filter(({ matched }) => matched.includes('name-and-birth-date'))
        .map((candidate) => (
          <Alike key={candidate.person.id} candidate={candidate} by="name-and-birth-date" />
        ))}
      {draft.known === null ? null : (
        <Line
          icon="people"
          action={{
            words: t('undoKnown'),
            press: () => {
              set({ known: null, reference: '' });
            },
          }}
        >
          {t('known', { reference: draft.known.reference })}
        </Line>
      )}
    </div>
  );
}

export function ContactPart({ alike }: Props) {
  const { t } = useTranslation('enrol');
  const { text, draft, set, faults } = useFields();
  const name = draft.givenName.trim() === '' ? t('readsPatient') : draft.givenName.trim();
  const others = alike.open.filter(({ matched }) => !matched.includes('name-and-birth-date'));
  return (
    <div className={css.part}>
      {draft.noEmail ? <p className="soft">{t('noEmailWords')}</p> : null}
      <div className={css.two}>
        {draft.noEmail ? null : <TextInput type="email" label={t('email')} {...text('email')} />}
        <TextInput type="tel" label={t('phone')} {...text('phone')} />
      </div>
      {others.map((candidate) => (
        <Alike
          key={candidate.person.id}
          candidate={candidate}
          by={candidate.matched.includes('mail-address') ? 'mail-address' : 'telephone'}
        />
      ))}
      {draft.noEmail ? null : (
        <Choices
          legend={t('reads')}
          row
          fault={faults.reads ?? null}
          value={draft.reads}
          choose={(reads) => {
            set({ reads });
          }}
          choices={[
            { value: 'alone', words: t('readsAlone', { name }) },
            { value: 'too', words: t('readsToo') },
          ]}
        />
      )}
      {draft.reads === 'too' && !draft.noEmail ? (
        <TextInput label={t('helper')} description={t('helperHint')} {...text('helper')} />
      ) : null}
    </div>
  );
}
